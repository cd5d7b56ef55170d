package io.pondcrm.feedback.cases.domain;

import io.pondcrm.feedback.sla.domain.SlaClock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What others should hear of a case. */
public sealed interface CaseEvent {

    record Opened(Instant at) implements CaseEvent {}

    /**
     * @param withinTarget null where nothing was promised
     */
    record Responded(Instant at, @Nullable Boolean withinTarget) implements CaseEvent {}

    /**
     * @param withinTarget null where nothing was promised
     */
    record Resolved(Instant at, @Nullable Boolean withinTarget) implements CaseEvent {}

    record Closed(Outcome outcome, int reopenings, Instant at) implements CaseEvent {}

    record Reopened(int reopenings, Instant at) implements CaseEvent {}

    record Breached(SlaClock clock, Instant dueAt, Instant at) implements CaseEvent {}
}
