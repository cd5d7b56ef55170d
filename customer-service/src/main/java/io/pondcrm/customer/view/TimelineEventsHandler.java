package io.pondcrm.customer.view;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.churn.ChurnWarningRaisedV1;
import io.pondcrm.contracts.churn.ChurnWarningResolvedV1;
import io.pondcrm.contracts.customer.ConsentGrantedV1;
import io.pondcrm.contracts.customer.ConsentWithdrawnV1;
import io.pondcrm.contracts.customer.CustomerCreatedV1;
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
import io.pondcrm.contracts.segmentation.ScoreUpdatedV1;
import io.pondcrm.contracts.segmentation.SegmentEnteredV1;
import io.pondcrm.contracts.segmentation.SegmentLeftV1;
import io.pondcrm.contracts.segmentation.TierChangedV1;
import io.pondcrm.contracts.segmentation.TierDowngradeScheduledV1;
import io.pondcrm.contracts.segmentation.TierLeftV1;
import io.pondcrm.customer.view.domain.Timeline;
import io.pondcrm.customer.view.domain.TimelineEntry;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes what happens to customers, in whatever service, on their timelines. */
@Component
class TimelineEventsHandler implements EventHandler {

    private final Timeline timeline;

    TimelineEventsHandler(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named(
                "timeline",
                CustomerCreatedV1.class,
                CustomerUpdatedV1.class,
                ConsentGrantedV1.class,
                ConsentWithdrawnV1.class,
                TransactionRecordedV1.class,
                InteractionRecordedV1.class,
                TierChangedV1.class,
                TierLeftV1.class,
                TierDowngradeScheduledV1.class,
                LifecycleChangedV1.class,
                ScoreUpdatedV1.class,
                SegmentEnteredV1.class,
                SegmentLeftV1.class,
                MessageSentV1.class,
                MessageSuppressedV1.class,
                FollowUpOpenedV1.class,
                FollowUpCompletedV1.class,
                CaseOpenedV1.class,
                CaseRespondedV1.class,
                CaseResolvedV1.class,
                CaseClosedV1.class,
                CaseReopenedV1.class,
                SlaBreachedV1.class,
                SurveyInvitedV1.class,
                SurveyResponseRecordedV1.class,
                ChurnWarningRaisedV1.class,
                ChurnWarningResolvedV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var entries = new ArrayList<TimelineEntry>();
        for (var deliveries : batch) {
            var customer = new CustomerId(deliveries.key());
            deliveries.events().stream()
                    .filter(delivery -> !tellsOfMerge(delivery))
                    .forEach(delivery -> entries.add(entry(customer, delivery)));
        }
        timeline.addAll(entries);
    }

    /** A merge is ours, not something that happened to the customer; it has a list of its own. */
    private static boolean tellsOfMerge(Delivery delivery) {
        return delivery.event() instanceof CustomerUpdatedV1 event && event.mergeId() != null;
    }

    private static TimelineEntry entry(CustomerId customer, Delivery delivery) {
        return switch (delivery.event()) {
            case CustomerCreatedV1 event ->
                    entry(customer, delivery, event.createdAt(), of("kind", event.kind()));
            case CustomerUpdatedV1 event -> entry(customer, delivery, event.updatedAt(), of());
            case ConsentGrantedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.grantedAt(),
                            of("purpose", event.purpose(), "channel", event.channel()));
            case ConsentWithdrawnV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.withdrawnAt(),
                            of("purpose", event.purpose(), "channel", event.channel()));
            case TransactionRecordedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.occurredAt(),
                            of(
                                    "transactionId",
                                    event.transactionId(),
                                    "type",
                                    event.type(),
                                    "amount",
                                    event.amount(),
                                    "currency",
                                    event.currency(),
                                    "channel",
                                    event.channel(),
                                    "system",
                                    event.system()));
            case TierChangedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.changedAt(),
                            of(
                                    "scheme",
                                    event.scheme(),
                                    "from",
                                    event.from(),
                                    "to",
                                    event.to(),
                                    "direction",
                                    event.direction()));
            case TierLeftV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.leftAt(),
                            of(
                                    "scheme",
                                    event.scheme(),
                                    "from",
                                    event.from(),
                                    "cause",
                                    event.cause()));
            case TierDowngradeScheduledV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.scheduledAt(),
                            of(
                                    "scheme",
                                    event.scheme(),
                                    "tier",
                                    event.tier(),
                                    "expectedTier",
                                    event.expectedTier(),
                                    "effectiveOn",
                                    event.effectiveOn().toString(),
                                    "gap",
                                    event.gap()));
            case LifecycleChangedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.enteredAt(),
                            of("scheme", event.scheme(), "from", event.from(), "to", event.to()));
            case ScoreUpdatedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.asOf(),
                            of(
                                    "scoreType",
                                    event.scoreType(),
                                    "value",
                                    event.value(),
                                    "label",
                                    event.label()));
            case SegmentEnteredV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.enteredAt(),
                            of("segmentId", event.segmentId()));
            case SegmentLeftV1 event ->
                    entry(customer, delivery, event.leftAt(), of("segmentId", event.segmentId()));
            case InteractionRecordedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.occurredAt(),
                            of(
                                    "interactionId",
                                    event.interactionId(),
                                    "type",
                                    event.type(),
                                    "action",
                                    event.action(),
                                    "channel",
                                    event.channel(),
                                    "system",
                                    event.system()));
            default -> entryOfOthers(customer, delivery);
        };
    }

    /** Engagement, feedback and churn. */
    private static TimelineEntry entryOfOthers(CustomerId customer, Delivery delivery) {
        return switch (delivery.event()) {
            case MessageSentV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.sentAt(),
                            of(
                                    "messageId",
                                    event.messageId(),
                                    "purpose",
                                    event.purpose(),
                                    "channel",
                                    event.channel(),
                                    "campaignId",
                                    event.campaignId()));
            case MessageSuppressedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.suppressedAt(),
                            of(
                                    "messageId",
                                    event.messageId(),
                                    "purpose",
                                    event.purpose(),
                                    "channel",
                                    event.channel(),
                                    "campaignId",
                                    event.campaignId(),
                                    "reason",
                                    event.reason()));
            case FollowUpOpenedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.openedAt(),
                            of("followUpId", event.followUpId(), "cause", event.cause()));
            case FollowUpCompletedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.completedAt(),
                            of("followUpId", event.followUpId(), "outcome", event.outcome()));
            case CaseOpenedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.openedAt(),
                            of(
                                    "caseId",
                                    event.caseId(),
                                    "number",
                                    event.number(),
                                    "type",
                                    event.type(),
                                    "priority",
                                    event.priority(),
                                    "channel",
                                    event.channel(),
                                    "category",
                                    event.category()));
            case CaseRespondedV1 event ->
                    ofCase(customer, delivery, event.respondedAt(), event.caseId(), event.type());
            case CaseResolvedV1 event ->
                    ofCase(customer, delivery, event.resolvedAt(), event.caseId(), event.type());
            case CaseReopenedV1 event ->
                    ofCase(customer, delivery, event.reopenedAt(), event.caseId(), event.type());
            case CaseClosedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.closedAt(),
                            of(
                                    "caseId",
                                    event.caseId(),
                                    "type",
                                    event.type(),
                                    "outcome",
                                    event.outcome()));
            case SlaBreachedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.breachedAt(),
                            of("caseId", event.caseId(), "clock", event.clock()));
            case SurveyInvitedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.invitedAt(),
                            of("surveyId", event.surveyId(), "kind", event.kind()));
            case SurveyResponseRecordedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.respondedAt(),
                            of(
                                    "surveyId",
                                    event.surveyId(),
                                    "kind",
                                    event.kind(),
                                    "caseId",
                                    event.caseId(),
                                    "score",
                                    Integer.toString(event.score()),
                                    "scale",
                                    Integer.toString(event.scale())));
            case ChurnWarningRaisedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.raisedAt(),
                            of(
                                    "warningId",
                                    event.warningId(),
                                    "level",
                                    event.level(),
                                    "score",
                                    event.score()));
            case ChurnWarningResolvedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.resolvedAt(),
                            of("warningId", event.warningId(), "outcome", event.outcome()));
            default -> throw new IllegalArgumentException("Not subscribed to: " + delivery.type());
        };
    }

    private static TimelineEntry ofCase(
            CustomerId customer, Delivery delivery, Instant at, String caseId, String type) {
        return entry(customer, delivery, at, of("caseId", caseId, "type", type));
    }

    private static TimelineEntry entry(
            CustomerId customer, Delivery delivery, Instant at, Map<String, String> details) {
        return TimelineEntry.of(
                delivery.id(),
                customer,
                at,
                Wording.typeOf(delivery),
                Wording.sourceOf(delivery),
                details);
    }

    /** Names and values in turn; those without a value are left out. */
    private static Map<String, String> of(@Nullable String... namesAndValues) {
        var details = new TreeMap<String, String>();
        for (var at = 0; at < namesAndValues.length; at += 2) {
            var value = namesAndValues[at + 1];
            if (value != null) {
                details.put(String.valueOf(namesAndValues[at]), value);
            }
        }
        return details;
    }
}
