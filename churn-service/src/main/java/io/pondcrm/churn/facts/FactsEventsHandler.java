package io.pondcrm.churn.facts;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.churn.facts.domain.Fact;
import io.pondcrm.churn.facts.domain.Facts;
import io.pondcrm.churn.facts.domain.FactsByOrigin;
import io.pondcrm.churn.facts.domain.ProfilingStop;
import io.pondcrm.churn.facts.domain.Purchase;
import io.pondcrm.churn.facts.domain.Rating;
import io.pondcrm.churn.facts.domain.ServiceCase;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerProcessingChangedV1;
import io.pondcrm.contracts.customer.CustomerRestatedV1;
import io.pondcrm.contracts.customer.CustomerUnknownV1;
import io.pondcrm.contracts.customer.CustomerUnmergedV1;
import io.pondcrm.contracts.customer.InteractionRecordedV1;
import io.pondcrm.contracts.customer.TransactionRecordedV1;
import io.pondcrm.contracts.customer.TransactionRestatedV1;
import io.pondcrm.contracts.feedback.CaseClosedV1;
import io.pondcrm.contracts.feedback.CaseOpenedV1;
import io.pondcrm.contracts.feedback.CaseReopenedV1;
import io.pondcrm.contracts.feedback.SurveyResponseRecordedV1;
import io.pondcrm.kernel.CustomerId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes in what customer-service and feedback-service say about customers. All of a customer's
 * events in a batch are one change.
 */
@Component
class FactsEventsHandler implements EventHandler {

    private static final String COMPLAINT = "COMPLAINT";
    private static final String PROFILING = "PROFILING";

    private final Facts facts;

    FactsEventsHandler(Facts facts) {
        this.facts = facts;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named(
                "facts",
                CustomerMergedV1.class,
                CustomerUnmergedV1.class,
                CustomerProcessingChangedV1.class,
                CustomerRestatedV1.class,
                CustomerUnknownV1.class,
                TransactionRecordedV1.class,
                TransactionRestatedV1.class,
                InteractionRecordedV1.class,
                CaseOpenedV1.class,
                CaseClosedV1.class,
                CaseReopenedV1.class,
                SurveyResponseRecordedV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var news = LinkedHashMap.<CustomerId, List<Fact>>newLinkedHashMap(batch.size());
        for (var deliveries : batch) {
            var told =
                    deliveries.events().stream()
                            .filter(FactsEventsHandler::tellsFact)
                            .map(FactsEventsHandler::fact)
                            .toList();
            if (!told.isEmpty()) {
                news.put(new CustomerId(deliveries.key()), told);
            }
        }
        facts.learn(news);
        // Facts go where their customer goes, so it doesn't matter which was heard first.
        batch.forEach(deliveries -> deliveries.events().forEach(this::follow));
    }

    private static boolean tellsFact(Delivery delivery) {
        return !(delivery.event() instanceof CustomerMergedV1
                || delivery.event() instanceof CustomerUnmergedV1
                || delivery.event() instanceof CustomerRestatedV1
                || delivery.event() instanceof CustomerUnknownV1);
    }

    private void follow(Delivery delivery) {
        if (delivery.event() instanceof CustomerMergedV1 it) {
            follow(it.mergeId(), it.survivorId(), it.mergedId(), false);
        } else if (delivery.event() instanceof CustomerUnmergedV1 it) {
            follow(it.mergeId(), it.survivorId(), it.mergedId(), true);
        } else if (delivery.event() instanceof CustomerRestatedV1 it) {
            facts.restate(new CustomerId(it.customerId()), merge(it));
        } else if (delivery.event() instanceof CustomerUnknownV1 it) {
            facts.forget(new CustomerId(it.customerId()));
        }
    }

    private void follow(String merge, String survivor, String merged, boolean undone) {
        facts.follow(
                new CustomerId(merged),
                new FactsByOrigin.Merge(merge, new CustomerId(survivor), undone));
    }

    private static FactsByOrigin.@Nullable Merge merge(CustomerRestatedV1 it) {
        var merge = it.mergeId();
        var survivor = it.survivorId();
        return merge == null || survivor == null
                ? null
                : new FactsByOrigin.Merge(merge, new CustomerId(survivor), false);
    }

    private static Fact fact(Delivery delivery) {
        return switch (delivery.event()) {
            case TransactionRecordedV1 it ->
                    new Fact.Purchased(
                            new Purchase(
                                    it.transactionId(),
                                    delivery.sequence(),
                                    isSale(it.type()),
                                    millis(it.occurredAt()),
                                    new BigDecimal(it.amount()).abs(),
                                    it.currency()));
            case TransactionRestatedV1 it ->
                    it.known()
                            ? new Fact.Purchased(
                                    new Purchase(
                                            it.transactionId(),
                                            delivery.sequence(),
                                            isSale(Objects.requireNonNull(it.type())),
                                            millis(Objects.requireNonNull(it.occurredAt())),
                                            new BigDecimal(Objects.requireNonNull(it.amount()))
                                                    .abs(),
                                            Objects.requireNonNull(it.currency())))
                            : new Fact.PurchaseUnknown(it.transactionId());
            case InteractionRecordedV1 it -> new Fact.Interacted(millis(it.occurredAt()));
            case CaseOpenedV1 it -> moved(delivery, it.caseId(), it.type(), true, it.openedAt());
            case CaseClosedV1 it -> moved(delivery, it.caseId(), it.type(), false, it.closedAt());
            case CaseReopenedV1 it ->
                    moved(delivery, it.caseId(), it.type(), true, it.reopenedAt());
            case CustomerProcessingChangedV1 it ->
                    new Fact.Stopped(
                            new ProfilingStop(
                                    delivery.sequence(),
                                    new CustomerId(it.customerId()),
                                    it.restricted() || it.stopped().contains(PROFILING)));
            case SurveyResponseRecordedV1 it ->
                    new Fact.Rated(
                            new Rating(
                                    it.responseId(),
                                    it.score() * 5L <= it.scale() * 2L,
                                    millis(it.respondedAt())));
            default -> throw new IllegalStateException("Not subscribed to " + delivery.type());
        };
    }

    private static Fact moved(
            Delivery delivery, String caseId, String type, boolean opens, Instant at) {
        return new Fact.CaseMoved(
                caseId,
                type.equals(COMPLAINT),
                new ServiceCase.Move(delivery.sequence(), opens, millis(at)));
    }

    private static boolean isSale(String type) {
        return switch (type) {
            case "SALE" -> true;
            case "REFUND" -> false;
            default -> throw new IllegalArgumentException("Neither a sale nor a refund");
        };
    }

    /** The store keeps milliseconds: what was told must equal what is read back. */
    private static Instant millis(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }
}
