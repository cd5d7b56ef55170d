package io.pondcrm.customer.feed;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.churn.ChurnWarningRaisedV1;
import io.pondcrm.contracts.churn.ChurnWarningResolvedV1;
import io.pondcrm.contracts.customer.ConsentGrantedV1;
import io.pondcrm.contracts.customer.ConsentWithdrawnV1;
import io.pondcrm.contracts.customer.CustomerCreatedV1;
import io.pondcrm.contracts.customer.CustomerErasedV1;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerUnmergedV1;
import io.pondcrm.contracts.customer.CustomerUpdatedV1;
import io.pondcrm.contracts.customer.InteractionRecordedV1;
import io.pondcrm.contracts.customer.TransactionRecordedV1;
import io.pondcrm.contracts.engagement.FollowUpCompletedV1;
import io.pondcrm.contracts.engagement.FollowUpOpenedV1;
import io.pondcrm.contracts.engagement.MessageSentV1;
import io.pondcrm.contracts.engagement.MessageSuppressedV1;
import io.pondcrm.contracts.feedback.CaseClosedV1;
import io.pondcrm.contracts.feedback.CaseOpenedV1;
import io.pondcrm.contracts.feedback.CaseReopenedV1;
import io.pondcrm.contracts.feedback.CaseResolvedV1;
import io.pondcrm.contracts.feedback.CaseRespondedV1;
import io.pondcrm.contracts.feedback.SlaBreachedV1;
import io.pondcrm.contracts.feedback.SurveyInvitedV1;
import io.pondcrm.contracts.feedback.SurveyResponseRecordedV1;
import io.pondcrm.contracts.segmentation.LifecycleChangedV1;
import io.pondcrm.contracts.segmentation.SegmentEnteredV1;
import io.pondcrm.contracts.segmentation.SegmentLeftV1;
import io.pondcrm.contracts.segmentation.TierChangedV1;
import io.pondcrm.contracts.segmentation.TierDowngradeScheduledV1;
import io.pondcrm.contracts.segmentation.TierLeftV1;
import io.pondcrm.customer.feed.domain.Feed;
import io.pondcrm.customer.feed.domain.FeedNews;
import io.pondcrm.customer.feed.domain.FeedType;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts what every service tells into the feed, without what only our own services need. */
@Component
class FeedEventsHandler implements EventHandler {

    private final Feed feed;
    private final Customers customers;
    private final FeedAudiences audiences;

    FeedEventsHandler(Feed feed, Customers customers, FeedAudiences audiences) {
        this.feed = feed;
        this.customers = customers;
        this.audiences = audiences;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named(
                "feed",
                CustomerCreatedV1.class,
                CustomerUpdatedV1.class,
                CustomerMergedV1.class,
                CustomerUnmergedV1.class,
                CustomerErasedV1.class,
                ConsentGrantedV1.class,
                ConsentWithdrawnV1.class,
                TransactionRecordedV1.class,
                InteractionRecordedV1.class,
                TierChangedV1.class,
                TierLeftV1.class,
                TierDowngradeScheduledV1.class,
                LifecycleChangedV1.class,
                SegmentEnteredV1.class,
                SegmentLeftV1.class,
                CaseOpenedV1.class,
                CaseRespondedV1.class,
                CaseResolvedV1.class,
                CaseClosedV1.class,
                CaseReopenedV1.class,
                SlaBreachedV1.class,
                SurveyInvitedV1.class,
                SurveyResponseRecordedV1.class,
                MessageSentV1.class,
                MessageSuppressedV1.class,
                FollowUpOpenedV1.class,
                FollowUpCompletedV1.class,
                ChurnWarningRaisedV1.class,
                ChurnWarningResolvedV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var ids = batch.stream().map(Deliveries::key).toList();
        var known = new HashMap<String, Set<String>>();
        customers
                .systemsOf(ids.stream().map(CustomerId::new).toList())
                .forEach((id, systems) -> known.put(id.value(), systems));
        // A partner that knew a customer hears what became of it, whatever is left of it.
        var before = audiences.of(ids);
        var news = new ArrayList<FeedNews>();
        var told = new HashMap<String, Set<String>>();
        for (var deliveries : batch) {
            var customer = deliveries.key();
            for (var delivery : deliveries.events()) {
                var systems = new TreeSet<>(known.getOrDefault(customer, Set.of()));
                switch (delivery.event()) {
                    case TransactionRecordedV1 event -> onlyTo(event.system(), systems);
                    case InteractionRecordedV1 event -> onlyTo(event.system(), systems);
                    case CustomerCreatedV1 event -> systems.addAll(event.systems());
                    case CustomerUpdatedV1 event -> systems.addAll(event.systems());
                    case CustomerMergedV1 _, CustomerUnmergedV1 _, CustomerErasedV1 _ ->
                            systems.addAll(before.getOrDefault(customer, Set.of()));
                    default -> {
                        // Who knows the customer may hear of it.
                    }
                }
                if (delivery.event() instanceof CustomerCreatedV1
                        || delivery.event() instanceof CustomerUpdatedV1) {
                    told.computeIfAbsent(customer, _ -> new TreeSet<>()).addAll(systems);
                }
                news.add(
                        new FeedNews(
                                delivery.id(),
                                typeOf(delivery),
                                customer,
                                systems,
                                delivery.time(),
                                dataOf(delivery.event())));
            }
        }
        told.values().removeIf(Set::isEmpty);
        if (!told.isEmpty()) {
            audiences.remember(told);
        }
        feed.append(news);
    }

    /** What a partner told us is told to that partner only. */
    private static void onlyTo(@Nullable String system, TreeSet<String> systems) {
        systems.clear();
        if (system != null) {
            systems.add(system);
        }
    }

    private static FeedType typeOf(Delivery delivery) {
        var type = delivery.type();
        return FeedType.find(type.substring(0, type.lastIndexOf(".v"))).orElseThrow();
    }

    private static Map<String, String> dataOf(Record event) {
        return switch (event) {
            case CustomerCreatedV1 it -> of("kind", it.kind());
            case CustomerUpdatedV1 it -> of("mergeId", it.mergeId());
            case CustomerMergedV1 it ->
                    of(
                            "mergeId",
                            it.mergeId(),
                            "survivorId",
                            it.survivorId(),
                            "mergedId",
                            it.mergedId());
            case CustomerUnmergedV1 it ->
                    of(
                            "mergeId",
                            it.mergeId(),
                            "survivorId",
                            it.survivorId(),
                            "mergedId",
                            it.mergedId());
            case CustomerErasedV1 _ -> Map.of();
            case ConsentGrantedV1 it -> of("purpose", it.purpose(), "channel", it.channel());
            case ConsentWithdrawnV1 it -> of("purpose", it.purpose(), "channel", it.channel());
            case TransactionRecordedV1 it ->
                    of("transactionId", it.transactionId(), "type", it.type());
            case InteractionRecordedV1 it ->
                    of("interactionId", it.interactionId(), "type", it.type());
            case TierChangedV1 it -> of("scheme", it.scheme(), "from", it.from(), "to", it.to());
            case TierLeftV1 it -> of("scheme", it.scheme(), "from", it.from());
            case TierDowngradeScheduledV1 it ->
                    of(
                            "scheme",
                            it.scheme(),
                            "tier",
                            it.tier(),
                            "expectedTier",
                            it.expectedTier(),
                            "effectiveOn",
                            it.effectiveOn().toString());
            case LifecycleChangedV1 it ->
                    of("scheme", it.scheme(), "from", it.from(), "to", it.to());
            case SegmentEnteredV1 it -> of("segmentId", it.segmentId());
            case SegmentLeftV1 it -> of("segmentId", it.segmentId());
            default -> dataOfOthers(event);
        };
    }

    /** Engagement, feedback and churn. */
    private static Map<String, String> dataOfOthers(Record event) {
        return switch (event) {
            case CaseOpenedV1 it -> of("caseId", it.caseId(), "type", it.type());
            case CaseRespondedV1 it -> of("caseId", it.caseId(), "type", it.type());
            case CaseResolvedV1 it -> of("caseId", it.caseId(), "type", it.type());
            case CaseClosedV1 it ->
                    of("caseId", it.caseId(), "type", it.type(), "outcome", it.outcome());
            case CaseReopenedV1 it -> of("caseId", it.caseId(), "type", it.type());
            case SlaBreachedV1 it -> of("caseId", it.caseId(), "clock", it.clock());
            case SurveyInvitedV1 it -> of("surveyId", it.surveyId(), "kind", it.kind());
            case SurveyResponseRecordedV1 it ->
                    of("surveyId", it.surveyId(), "responseId", it.responseId(), "kind", it.kind());
            case MessageSentV1 it ->
                    of(
                            "messageId",
                            it.messageId(),
                            "purpose",
                            it.purpose(),
                            "channel",
                            it.channel());
            case MessageSuppressedV1 it ->
                    of("messageId", it.messageId(), "purpose", it.purpose(), "reason", it.reason());
            case FollowUpOpenedV1 it -> of("followUpId", it.followUpId(), "cause", it.cause());
            case FollowUpCompletedV1 it ->
                    of("followUpId", it.followUpId(), "outcome", it.outcome());
            case ChurnWarningRaisedV1 it -> of("warningId", it.warningId(), "level", it.level());
            case ChurnWarningResolvedV1 it ->
                    of("warningId", it.warningId(), "outcome", it.outcome());
            default -> throw new IllegalArgumentException("Not subscribed to: " + event.getClass());
        };
    }

    /** Names and values in turn; those without a value are left out. */
    private static Map<String, String> of(@Nullable String... namesAndValues) {
        var data = new HashMap<String, String>();
        for (var at = 0; at < namesAndValues.length; at += 2) {
            var value = namesAndValues[at + 1];
            if (value != null) {
                data.put(String.valueOf(namesAndValues[at]), value);
            }
        }
        return data;
    }
}
