package io.pondcrm.feedback.cases;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.contracts.feedback.CaseClosedV1;
import io.pondcrm.contracts.feedback.CaseOpenedV1;
import io.pondcrm.contracts.feedback.CaseReopenedV1;
import io.pondcrm.contracts.feedback.CaseResolvedV1;
import io.pondcrm.contracts.feedback.CaseRespondedV1;
import io.pondcrm.contracts.feedback.SlaBreachedV1;
import io.pondcrm.feedback.cases.domain.Case;
import io.pondcrm.feedback.cases.domain.CaseChange;
import io.pondcrm.feedback.cases.domain.CaseEvent;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Says in the words of the contracts what became of a case. */
@Component
class CaseEvents {

    private final EventWriter events;

    CaseEvents(EventWriter events) {
        this.events = events;
    }

    List<OutboxEntry> announce(CaseChange.Done done) {
        var about = done.changed();
        return done.events().stream()
                .map(it -> events.entry(about.customer().value(), contract(about, it)))
                .toList();
    }

    private static Record contract(Case about, CaseEvent event) {
        var customer = about.customer().value();
        var type = about.type().name();
        return switch (event) {
            case CaseEvent.Opened(var at) ->
                    new CaseOpenedV1(
                            about.id(),
                            customer,
                            about.number(),
                            type,
                            about.priority().name(),
                            about.channel().name(),
                            about.category(),
                            at);
            case CaseEvent.Responded(var at, var withinTarget) ->
                    new CaseRespondedV1(about.id(), customer, type, at, withinTarget);
            case CaseEvent.Resolved(var at, var withinTarget) ->
                    new CaseResolvedV1(about.id(), customer, type, at, withinTarget);
            case CaseEvent.Closed(var outcome, var reopenings, var at) ->
                    new CaseClosedV1(
                            about.id(),
                            customer,
                            type,
                            outcome.name(),
                            reopenings,
                            about.openedAt(),
                            at);
            case CaseEvent.Reopened(var reopenings, var at) ->
                    new CaseReopenedV1(about.id(), customer, type, reopenings, at);
            case CaseEvent.Breached(var clock, var dueAt, var at) -> {
                var promise = Objects.requireNonNull(about.promise());
                yield new SlaBreachedV1(
                        about.id(),
                        customer,
                        type,
                        about.priority().name(),
                        clock.kind().name(),
                        promise.policyId(),
                        promise.policyVersion(),
                        dueAt,
                        at);
            }
        };
    }
}
