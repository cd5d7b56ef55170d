package io.pondcrm.customer.view;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.churn.ChurnScoredV1;
import io.pondcrm.contracts.feedback.CaseClosedV1;
import io.pondcrm.contracts.feedback.CaseOpenedV1;
import io.pondcrm.contracts.feedback.CaseReopenedV1;
import io.pondcrm.contracts.feedback.CaseResolvedV1;
import io.pondcrm.contracts.segmentation.LifecycleChangedV1;
import io.pondcrm.contracts.segmentation.Reason;
import io.pondcrm.contracts.segmentation.ScoreUpdatedV1;
import io.pondcrm.contracts.segmentation.SegmentEnteredV1;
import io.pondcrm.contracts.segmentation.SegmentLeftV1;
import io.pondcrm.contracts.segmentation.TierChangedV1;
import io.pondcrm.contracts.segmentation.TierLeftV1;
import io.pondcrm.customer.view.domain.ViewPart;
import io.pondcrm.customer.view.domain.ViewParts;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Keeps what other services say about customers, to answer while those services are away. */
@Component
class ViewEventsHandler implements EventHandler {

    private final ViewParts parts;

    ViewEventsHandler(ViewParts parts) {
        this.parts = parts;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named(
                "view",
                TierChangedV1.class,
                TierLeftV1.class,
                LifecycleChangedV1.class,
                ScoreUpdatedV1.class,
                SegmentEnteredV1.class,
                SegmentLeftV1.class,
                CaseOpenedV1.class,
                CaseResolvedV1.class,
                CaseReopenedV1.class,
                CaseClosedV1.class,
                ChurnScoredV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var said = new ArrayList<ViewPart>();
        for (var deliveries : batch) {
            var customer = new CustomerId(deliveries.key());
            deliveries.events().forEach(delivery -> said.add(part(customer, delivery)));
        }
        parts.putAll(said);
    }

    private static ViewPart part(CustomerId customer, Delivery delivery) {
        return switch (delivery.event()) {
            case TierChangedV1 event ->
                    part(
                            customer,
                            ViewPart.Kind.TIER,
                            event.scheme(),
                            delivery,
                            event.changedAt(),
                            Map.of(
                                    "tier",
                                    event.to(),
                                    "since",
                                    event.since().toString(),
                                    "reviewAt",
                                    event.reviewAt().toString()),
                            event.reasons());
            // Kept, not removed: an older word that comes late must find a newer one.
            case TierLeftV1 event ->
                    part(
                            customer,
                            ViewPart.Kind.TIER,
                            event.scheme(),
                            delivery,
                            event.leftAt(),
                            Map.of("member", "false"),
                            event.reasons());
            case LifecycleChangedV1 event ->
                    part(
                            customer,
                            ViewPart.Kind.LIFECYCLE,
                            event.scheme(),
                            delivery,
                            event.enteredAt(),
                            Map.of("stage", event.to(), "since", event.enteredAt().toString()),
                            event.reasons());
            case ScoreUpdatedV1 event -> {
                var values = new TreeMap<String, String>();
                values.put("scoreType", event.scoreType());
                values.put("model", event.model());
                values.put("value", event.value());
                if (event.label() != null) {
                    values.put("label", event.label());
                }
                yield part(
                        customer,
                        ViewPart.Kind.SCORE,
                        nameOf(event),
                        delivery,
                        event.asOf(),
                        values,
                        event.reasons());
            }
            case SegmentEnteredV1 event ->
                    part(
                            customer,
                            ViewPart.Kind.SEGMENT,
                            event.segmentId(),
                            delivery,
                            event.enteredAt(),
                            Map.of("member", "true", "since", event.enteredAt().toString()),
                            List.of());
            // Kept, for the same reason as a tier that was left.
            case SegmentLeftV1 event ->
                    part(
                            customer,
                            ViewPart.Kind.SEGMENT,
                            event.segmentId(),
                            delivery,
                            event.leftAt(),
                            Map.of("member", "false"),
                            List.of());
            case CaseOpenedV1 event ->
                    aCase(
                            customer,
                            delivery,
                            event.caseId(),
                            event.type(),
                            "OPEN",
                            event.openedAt());
            case CaseResolvedV1 event ->
                    aCase(
                            customer,
                            delivery,
                            event.caseId(),
                            event.type(),
                            "RESOLVED",
                            event.resolvedAt());
            case CaseReopenedV1 event ->
                    aCase(
                            customer,
                            delivery,
                            event.caseId(),
                            event.type(),
                            "REOPENED",
                            event.reopenedAt());
            // Kept, for the same reason as a segment that was left.
            case CaseClosedV1 event ->
                    part(
                            customer,
                            ViewPart.Kind.CASE,
                            event.caseId(),
                            delivery,
                            event.closedAt(),
                            Map.of("member", "false"),
                            List.of());
            case ChurnScoredV1 event ->
                    part(
                            customer,
                            ViewPart.Kind.CHURN,
                            event.definition(),
                            delivery,
                            event.asOf(),
                            Map.of("score", event.score(), "band", event.band()),
                            List.of());
            default -> throw new IllegalArgumentException("Not subscribed to: " + delivery.type());
        };
    }

    private static ViewPart aCase(
            CustomerId customer,
            Delivery delivery,
            String caseId,
            String type,
            String state,
            Instant since) {
        return part(
                customer,
                ViewPart.Kind.CASE,
                caseId,
                delivery,
                since,
                Map.of("type", type, "state", state, "since", since.toString()),
                List.of());
    }

    /**
     * Several RFM models may stand side by side; of any other score the last word counts, whichever
     * run it came from.
     */
    private static String nameOf(ScoreUpdatedV1 score) {
        return score.scoreType().equals("rfm")
                ? score.scoreType() + "/" + score.model()
                : score.scoreType();
    }

    private static ViewPart part(
            CustomerId customer,
            ViewPart.Kind kind,
            String name,
            Delivery delivery,
            Instant asOf,
            Map<String, String> values,
            List<Reason> reasons) {
        return ViewPart.of(
                customer,
                kind,
                name,
                Wording.sourceOf(delivery),
                delivery.sequence(),
                asOf,
                values,
                reasons.stream()
                        .map(it -> new ViewPart.Reason(it.dimension(), it.input(), it.rule()))
                        .toList());
    }
}
