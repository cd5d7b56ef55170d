package io.pondcrm.segmentation.standing;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.contracts.segmentation.LifecycleChangedV1;
import io.pondcrm.contracts.segmentation.Reason;
import io.pondcrm.contracts.segmentation.ScoreUpdatedV1;
import io.pondcrm.contracts.segmentation.SegmentEnteredV1;
import io.pondcrm.contracts.segmentation.SegmentLeftV1;
import io.pondcrm.contracts.segmentation.TierChangedV1;
import io.pondcrm.contracts.segmentation.TierDowngradeScheduledV1;
import io.pondcrm.contracts.segmentation.TierLeftV1;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.CauseEvents;
import io.pondcrm.segmentation.abc.domain.AbcPlacement;
import io.pondcrm.segmentation.lifecycle.domain.StageStrategy;
import io.pondcrm.segmentation.standing.domain.StandingChange;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Says in the words of the contracts how a customer stands differently. */
@Component
class StandingEvents {

    private final EventWriter events;
    private final CurrentDefinitions definitions;

    StandingEvents(EventWriter events, CurrentDefinitions definitions) {
        this.events = events;
        this.definitions = definitions;
    }

    List<OutboxEntry> announce(CustomerId customer, List<StandingChange> changes, Instant at) {
        return changes.stream()
                .map(change ->
                        events.entry(customer.value(), contract(customer.value(), change, at)))
                .toList();
    }

    private Record contract(String customer, StandingChange change, Instant at) {
        return switch (change) {
            case StandingChange.TierMoved(var scheme, var from, var course, var reasons) ->
                    new TierChangedV1(
                            customer,
                            scheme.id(),
                            scheme.version(),
                            from,
                            course.standing().tier(),
                            scheme.direction(from, course.standing().tier()).name(),
                            course.standing().since(),
                            course.standing().reviewOn(),
                            reasons(reasons),
                            at);
            case StandingChange.TierLeft(var scheme, var rules, var from, var reasons, var left) ->
                    new TierLeftV1(
                            customer,
                            scheme,
                            rules == null ? null : rules.version(),
                            from,
                            rules == null ? "SCHEME_RETIRED" : "NOT_KNOWN",
                            reasons(reasons),
                            left);
            case StandingChange.LoweringScheduled(var scheme, var course) -> {
                var standing = course.standing();
                yield new TierDowngradeScheduledV1(
                        customer,
                        scheme.id(),
                        scheme.version(),
                        standing.tier(),
                        String.valueOf(standing.expectedTier()),
                        standing.reviewOn(),
                        scheme.gap(course).toPlainString() + " " + scheme.unit(),
                        at);
            }
            case StandingChange.StageEntered(var scheme, var from, var phase) -> {
                var strategy = definitions.strategyOf(scheme, phase.stage());
                yield new LifecycleChangedV1(
                        customer,
                        scheme.id(),
                        scheme.version(),
                        from == null ? null : from.name(),
                        phase.stage().name(),
                        reasons(phase.reasons()),
                        phase.enteredAt(),
                        strategy.map(StageStrategy::playbook).orElse(null),
                        strategy.map(StageStrategy::version).orElse(null));
            }
            case StandingChange.Rescored(var run, var placement, var asOf) ->
                    new ScoreUpdatedV1(
                            customer,
                            "rfm",
                            placement.model(),
                            run.number(),
                            placement.scores().cell(),
                            placement.segment().name(),
                            reasons(placement.reasons()),
                            asOf);
            case StandingChange.Reclassified(var placement) ->
                    new ScoreUpdatedV1(
                            customer,
                            "abc",
                            placement.classification(),
                            AbcPlacement.VERSION,
                            placement.abcClass().name(),
                            null,
                            reasons(placement.reasons()),
                            placement.asOf());
            case StandingChange.SegmentEntered(var segment, var since, var mover) ->
                    new SegmentEnteredV1(
                            customer,
                            segment.id(),
                            segment.version(),
                            since,
                            CauseEvents.cause(mover));
            case StandingChange.SegmentLeft(var segment, var version, var since, var mover) ->
                    new SegmentLeftV1(customer, segment, version, since, CauseEvents.cause(mover));
        };
    }

    private static List<Reason> reasons(List<io.pondcrm.segmentation.score.domain.Reason> reasons) {
        return reasons.stream()
                .map(it -> new Reason(it.dimension(), it.input(), it.rule()))
                .toList();
    }
}
