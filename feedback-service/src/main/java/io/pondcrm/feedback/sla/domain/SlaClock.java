package io.pondcrm.feedback.sla.domain;

import io.pondcrm.feedback.calendar.domain.BusinessCalendar;
import io.pondcrm.feedback.calendar.domain.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures one promise in business time. When it is due follows from the rest and the calendar
 * alone, so it can be computed again at any time.
 *
 * @param target how much business time there is
 * @param pauses when it stood still, in order; the last may be open
 * @param stoppedAt when what was promised was done, or no longer wanted
 * @param canceled whether it was stopped because it is no longer wanted
 * @param dueAt null while it stands still before its time is up
 * @param breachedAt when it was written down that {@code dueAt} had passed
 */
public record SlaClock(
        ClockKind kind,
        Duration target,
        Instant startedAt,
        List<Pause> pauses,
        @Nullable Instant stoppedAt,
        boolean canceled,
        @Nullable Instant dueAt,
        @Nullable Instant breachedAt) {

    /**
     * @param until null while it lasts
     */
    public record Pause(Instant from, @Nullable Instant until) {}

    /** How a clock stands. */
    public enum State {
        RUNNING,
        PAUSED,
        /** Stopped in time: at the due moment at the latest. */
        MET,
        /** Stopped too late. */
        MISSED,
        CANCELED
    }

    public SlaClock {
        pauses = List.copyOf(pauses);
    }

    /** A clock that runs from now on. */
    public static SlaClock start(
            ClockKind kind, Duration target, BusinessCalendar calendar, Instant at) {
        return new SlaClock(kind, target, at, List.of(), null, false, null, null).due(calendar);
    }

    public State state() {
        if (stoppedAt == null) {
            return isPaused() ? State.PAUSED : State.RUNNING;
        }
        if (canceled) {
            return State.CANCELED;
        }
        return dueAt == null || !stoppedAt.isAfter(dueAt) ? State.MET : State.MISSED;
    }

    /** Stands still from now on; a clock that is stopped or already late does not. */
    public SlaClock pause(BusinessCalendar calendar, Instant at) {
        if (stoppedAt != null || isPaused() || isLateAt(at)) {
            return this;
        }
        var more = new ArrayList<>(pauses);
        more.add(new Pause(at, null));
        return with(more).due(calendar);
    }

    /** Goes on; one that does not stand still is left as it is. */
    public SlaClock resume(BusinessCalendar calendar, Instant at) {
        if (stoppedAt != null || !isPaused()) {
            return this;
        }
        return with(closedAt(at)).due(calendar);
    }

    /** What was promised is done. */
    public SlaClock stop(Instant at) {
        return stopped(at, false);
    }

    /** What was promised is no longer wanted. */
    public SlaClock cancel(Instant at) {
        return stopped(at, true);
    }

    /** Measures another promise with the same start and pauses; one that is over stays as it is. */
    public SlaClock retarget(Duration target, BusinessCalendar calendar) {
        return stoppedAt != null || breachedAt != null
                ? this
                : new SlaClock(kind, target, startedAt, pauses, null, false, null, null)
                        .due(calendar);
    }

    /** Whether its time is up at this moment, and nobody has written that down yet. */
    public boolean isBreachedUnnoticedAt(Instant at) {
        return stoppedAt == null && breachedAt == null && isLateAt(at);
    }

    public SlaClock breached(Instant at) {
        return new SlaClock(kind, target, startedAt, pauses, stoppedAt, canceled, dueAt, at);
    }

    /** When to look at it again; empty if time alone can't change it. */
    public Optional<Instant> watchUntil() {
        return stoppedAt == null && breachedAt == null
                ? Optional.ofNullable(dueAt)
                : Optional.empty();
    }

    /**
     * The business time that is left; negative: by how much it is late. For a stopped clock: what
     * was left when it stopped.
     */
    public Duration remaining(BusinessCalendar calendar, Instant now) {
        var at = stoppedAt == null ? now : stoppedAt;
        return target.minus(used(calendar, at));
    }

    /** The business time during which it stood still. */
    public Duration paused(BusinessCalendar calendar, Instant now) {
        var at = stoppedAt == null ? now : stoppedAt;
        var sum = Duration.ZERO;
        for (var pause : pauses) {
            sum =
                    sum.plus(
                            calendar.between(
                                    pause.from(), pause.until() == null ? at : pause.until()));
        }
        return sum;
    }

    private Duration used(BusinessCalendar calendar, Instant at) {
        return calendar.between(startedAt, at).minus(paused(calendar, at));
    }

    private boolean isPaused() {
        return !pauses.isEmpty() && pauses.getLast().until() == null;
    }

    private boolean isLateAt(Instant at) {
        return dueAt != null && at.isAfter(dueAt);
    }

    private SlaClock stopped(Instant at, boolean canceled) {
        if (stoppedAt != null) {
            return this;
        }
        return new SlaClock(
                kind,
                target,
                startedAt,
                isPaused() ? closedAt(at) : pauses,
                at,
                canceled,
                dueAt,
                breachedAt);
    }

    private List<Pause> closedAt(Instant at) {
        var closed = new ArrayList<>(pauses);
        closed.set(closed.size() - 1, new Pause(pauses.getLast().from(), at));
        return closed;
    }

    private SlaClock with(List<Pause> pauses) {
        return new SlaClock(
                kind, target, startedAt, pauses, stoppedAt, canceled, dueAt, breachedAt);
    }

    /** Uses up the target stretch by stretch; in a pause nothing is used. */
    private SlaClock due(BusinessCalendar calendar) {
        var left = target;
        var from = startedAt;
        for (var pause : pauses) {
            var used = calendar.between(from, pause.from());
            if (used.compareTo(left) >= 0) {
                break;
            }
            left = left.minus(used);
            if (pause.until() == null) {
                return dueAt(null);
            }
            from = pause.until();
        }
        return dueAt(
                switch (calendar.deadline(from, left)) {
                    case Deadline.Due(var at) -> at;
                    case Deadline.BeyondHorizon(var horizon) -> horizon;
                });
    }

    private SlaClock dueAt(@Nullable Instant due) {
        return new SlaClock(kind, target, startedAt, pauses, stoppedAt, canceled, due, breachedAt);
    }
}
