package io.pondcrm.segmentation.facts;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.customer.ConsentGrantedV1;
import io.pondcrm.contracts.customer.ConsentRestatedV1;
import io.pondcrm.contracts.customer.ConsentWithdrawnV1;
import io.pondcrm.contracts.customer.CustomerCreatedV1;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerProcessingChangedV1;
import io.pondcrm.contracts.customer.CustomerProfile;
import io.pondcrm.contracts.customer.CustomerRestatedV1;
import io.pondcrm.contracts.customer.CustomerUnknownV1;
import io.pondcrm.contracts.customer.CustomerUnmergedV1;
import io.pondcrm.contracts.customer.CustomerUpdatedV1;
import io.pondcrm.contracts.customer.TransactionRecordedV1;
import io.pondcrm.contracts.customer.TransactionRestatedV1;
import io.pondcrm.contracts.feedback.SurveyResponseRecordedV1;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.ConsentState;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Merges;
import io.pondcrm.segmentation.facts.domain.Profile;
import io.pondcrm.segmentation.facts.domain.ProfilingStop;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.facts.domain.Rating;
import io.pondcrm.segmentation.facts.domain.Source;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Takes in what customer-service says about customers, and their answers to surveys. All of a
 * customer's events in a batch are one change.
 */
@Component
class CustomerEventsHandler implements EventHandler {

    private static final String PROFILING = "PROFILING";

    private final Facts facts;
    private final Merges merges;

    CustomerEventsHandler(Facts facts, Merges merges) {
        this.facts = facts;
        this.merges = merges;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named(
                "facts",
                CustomerCreatedV1.class,
                CustomerUpdatedV1.class,
                CustomerMergedV1.class,
                CustomerUnmergedV1.class,
                CustomerProcessingChangedV1.class,
                CustomerRestatedV1.class,
                CustomerUnknownV1.class,
                ConsentGrantedV1.class,
                ConsentWithdrawnV1.class,
                ConsentRestatedV1.class,
                TransactionRecordedV1.class,
                TransactionRestatedV1.class,
                SurveyResponseRecordedV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var news = LinkedHashMap.<CustomerId, List<Fact>>newLinkedHashMap(batch.size());
        for (var deliveries : batch) {
            var told =
                    deliveries.events().stream()
                            .filter(CustomerEventsHandler::tellsFact)
                            .map(CustomerEventsHandler::fact)
                            .toList();
            if (!told.isEmpty()) {
                news.put(new CustomerId(deliveries.key()), told);
            }
        }
        var led = merges.lead(news);
        facts.learn(led);
        merges.settle(news.keySet(), led);
        // Facts are a union: those that came after a merge may as well have come before.
        for (var deliveries : batch) {
            deliveries.events().forEach(this::follow);
        }
    }

    private static boolean tellsFact(Delivery delivery) {
        return !(delivery.event() instanceof CustomerMergedV1
                || delivery.event() instanceof CustomerUnmergedV1
                || delivery.event() instanceof CustomerUnknownV1);
    }

    private void follow(Delivery delivery) {
        if (delivery.event() instanceof CustomerMergedV1 it) {
            merges.merge(
                    it.mergeId(), new CustomerId(it.survivorId()), new CustomerId(it.mergedId()));
        } else if (delivery.event() instanceof CustomerUnmergedV1 it) {
            merges.undo(it.mergeId(), new CustomerId(it.mergedId()));
        } else if (delivery.event() instanceof CustomerRestatedV1 it) {
            var survivor = it.survivorId();
            merges.restate(
                    new CustomerId(it.customerId()),
                    it.mergeId(),
                    survivor == null ? null : new CustomerId(survivor));
        } else if (delivery.event() instanceof CustomerUnknownV1 it) {
            facts.forget(new CustomerId(it.customerId()));
        }
    }

    private static Fact fact(Delivery delivery) {
        var source = new Source(delivery.type(), delivery.id());
        return switch (delivery.event()) {
            case CustomerCreatedV1 it ->
                    new Fact.Described(profile(delivery, it), it.createdAt(), source);
            case CustomerUpdatedV1 it ->
                    new Fact.Described(profile(delivery, it), it.updatedAt(), source);
            case CustomerRestatedV1 it ->
                    new Fact.Described(profile(delivery, it), it.updatedAt(), source);
            case ConsentRestatedV1 it ->
                    new Fact.ConsentsStated(
                            delivery.sequence(),
                            it.consents().stream()
                                    .map(one ->
                                            new ConsentState(
                                                    delivery.sequence(),
                                                    one.purpose(),
                                                    one.channel(),
                                                    one.granted()))
                                    .toList(),
                            source);
            case TransactionRestatedV1 it ->
                    it.known()
                            ? new Fact.Purchased(purchase(delivery, it), source)
                            : new Fact.PurchaseUnknown(it.transactionId(), source);
            case ConsentGrantedV1 it -> consent(delivery, it.purpose(), it.channel(), true, source);
            case ConsentWithdrawnV1 it ->
                    consent(delivery, it.purpose(), it.channel(), false, source);
            case TransactionRecordedV1 it ->
                    new Fact.Purchased(
                            new Purchase(
                                    it.transactionId(),
                                    delivery.sequence(),
                                    Purchase.Kind.valueOf(it.type()),
                                    it.occurredAt(),
                                    new BigDecimal(it.amount()).abs(),
                                    it.currency(),
                                    it.channel(),
                                    it.categories(),
                                    it.discount() == null ? null : new BigDecimal(it.discount()),
                                    it.margin() == null ? null : new BigDecimal(it.margin())),
                            source);
            case CustomerProcessingChangedV1 it ->
                    new Fact.Stopped(
                            new ProfilingStop(
                                    delivery.sequence(),
                                    new CustomerId(it.customerId()),
                                    it.restricted() || it.stopped().contains(PROFILING)),
                            source);
            case SurveyResponseRecordedV1 it ->
                    new Fact.Rated(
                            new Rating(
                                    it.responseId(),
                                    it.score(),
                                    it.scale(),
                                    it.respondedAt().truncatedTo(ChronoUnit.MILLIS)),
                            source);
            default -> throw new IllegalStateException("Not subscribed to " + delivery.type());
        };
    }

    private static Profile profile(Delivery delivery, CustomerProfile it) {
        return new Profile(
                delivery.sequence(),
                it.kind(),
                it.region(),
                it.gender(),
                it.ageBand(),
                it.birthday(),
                it.locale(),
                new HashSet<>(it.tags()),
                it.attributes(),
                new HashSet<>(it.systems()),
                it.createdAt());
    }

    private static Purchase purchase(Delivery delivery, TransactionRestatedV1 it) {
        return new Purchase(
                it.transactionId(),
                delivery.sequence(),
                Purchase.Kind.valueOf(Objects.requireNonNull(it.type())),
                Objects.requireNonNull(it.occurredAt()),
                new BigDecimal(Objects.requireNonNull(it.amount())).abs(),
                Objects.requireNonNull(it.currency()),
                it.channel(),
                it.categories() == null ? List.of() : it.categories(),
                it.discount() == null ? null : new BigDecimal(it.discount()),
                it.margin() == null ? null : new BigDecimal(it.margin()));
    }

    private static Fact consent(
            Delivery delivery, String purpose, String channel, boolean granted, Source source) {
        return new Fact.Consented(
                new ConsentState(delivery.sequence(), purpose, channel, granted), source);
    }
}
