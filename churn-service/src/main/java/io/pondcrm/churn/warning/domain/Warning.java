package io.pondcrm.churn.warning.domain;

import io.pondcrm.churn.definition.domain.Label;
import io.pondcrm.churn.score.domain.Band;
import io.pondcrm.churn.score.domain.ChurnScore;
import io.pondcrm.churn.score.domain.Contribution;
import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says that somebody should look after a customer. While it is open it follows the score.
 *
 * @param id {@code chw_…}
 * @param level the band of the score
 * @param reasons largest first; they add up to the score
 * @param silentSince the customer's last purchase: which silence the warning is about
 * @param raisedAt when it was first seen
 * @param assignee who looks after it; null for nobody yet
 * @param outcome null while it is open
 * @param dismissal why a person put it aside; null otherwise
 * @param closedAt null while it is open
 */
public record Warning(
        String id,
        State state,
        Band level,
        BigDecimal score,
        Label label,
        String definition,
        int definitionVersion,
        List<Contribution> reasons,
        @Nullable Money expectedLoss,
        Instant silentSince,
        Instant raisedAt,
        @Nullable String assignee,
        @Nullable Instant acknowledgedAt,
        @Nullable Outcome outcome,
        @Nullable Dismissal dismissal,
        @Nullable Instant closedAt) {

    /** The prefix of every warning's id. */
    public static final String PREFIX = "chw";

    /** Whether it is over, and was so before a moment. */
    public boolean isClosedBefore(Instant moment) {
        return closedAt != null && closedAt.isBefore(moment);
    }

    /** Where a warning is in its life. */
    public enum State {
        OPEN,
        /** Somebody has seen it and looks after it. */
        ACKNOWLEDGED,
        /** Over, by itself or because a person said so. */
        RESOLVED,
        /** A person said that it does not matter. */
        DISMISSED;

        public boolean isOpen() {
            return this == OPEN || this == ACKNOWLEDGED;
        }
    }

    /** How a warning ended. */
    public enum Outcome {
        /** The customer bought again. */
        PURCHASED,
        /** The score fell for another reason. */
        RISK_FELL,
        /** The customer was merged with another, or no longer is. */
        MERGED,
        /** A person said that it is settled. */
        RESOLVED,
        /** A person said that it does not matter. */
        DISMISSED
    }

    /** Why a person puts a warning aside. */
    public enum Dismissal {
        SEASONAL,
        KNOWN_TO_HAVE_LEFT,
        WRONG_DATA,
        NOT_WORTH_IT,
        OTHER
    }

    public Warning {
        reasons = List.copyOf(reasons);
    }

    /** The warning that a score asks for. */
    public static Warning raise(String id, ChurnScore score, Instant at) {
        return new Warning(
                id,
                State.OPEN,
                score.band(),
                score.value(),
                score.label(),
                score.definition().id(),
                score.definition().version(),
                score.reasons(),
                score.expectedLoss(),
                score.rhythm().lastAt(),
                at,
                null,
                null,
                null,
                null,
                null);
    }

    public boolean isOpen() {
        return state.isOpen();
    }

    /** Whether a person said of this very silence that nobody need be warned. */
    public boolean settles(ChurnScore score) {
        return (outcome == Outcome.RESOLVED || outcome == Outcome.DISMISSED)
                && !score.rhythm().lastAt().isAfter(silentSince);
    }

    /** Whether only a merge ended it, and the score is about the same silence. */
    public boolean returns(ChurnScore now) {
        return outcome == Outcome.MERGED && silentSince.equals(now.rhythm().lastAt());
    }

    /** The open warning as the score is now; one that a merge ended as it was before, and so. */
    public Warning follow(ChurnScore score) {
        return new Warning(
                id,
                acknowledgedAt == null ? State.OPEN : State.ACKNOWLEDGED,
                score.band(),
                score.value(),
                score.label(),
                score.definition().id(),
                score.definition().version(),
                score.reasons(),
                score.expectedLoss(),
                score.rhythm().lastAt(),
                raisedAt,
                assignee,
                acknowledgedAt,
                null,
                null,
                null);
    }

    /**
     * The warning closed by itself.
     *
     * @param now the score that asks for no warning any more; null if there is none
     */
    public Warning closeBy(@Nullable ChurnScore now, Instant at) {
        var bought = now != null && now.rhythm().lastAt().isAfter(silentSince);
        return new Warning(
                id,
                State.RESOLVED,
                level,
                now == null ? score : now.value(),
                label,
                definition,
                definitionVersion,
                reasons,
                expectedLoss,
                silentSince,
                raisedAt,
                assignee,
                acknowledgedAt,
                bought ? Outcome.PURCHASED : Outcome.RISK_FELL,
                null,
                at);
    }

    /** The warning closed because a merge began or ended; all else stays, for its return. */
    public Warning closeByMerge(Instant at) {
        return moved(State.RESOLVED, assignee, acknowledgedAt, Outcome.MERGED, null, at);
    }

    /** What becomes of the warning when a person moves it on. */
    public Transition move(Move move, Instant at) {
        if (!isOpen()) {
            var asWanted =
                    switch (move) {
                        case Move.Acknowledge _ -> false;
                        case Move.Resolve _ -> outcome == Outcome.RESOLVED;
                        case Move.Dismiss(var why) ->
                                outcome == Outcome.DISMISSED && dismissal == why;
                    };
            return asWanted ? new Transition.Unchanged(this) : new Transition.AlreadyClosed(this);
        }
        return switch (move) {
            case Move.Acknowledge(var by) -> {
                var same = state == State.ACKNOWLEDGED && by.equals(assignee);
                yield same
                        ? new Transition.Unchanged(this)
                        : new Transition.Moved(
                                moved(
                                        State.ACKNOWLEDGED,
                                        by,
                                        acknowledgedAt == null ? at : acknowledgedAt,
                                        null,
                                        null,
                                        null));
            }
            case Move.Resolve _ ->
                    new Transition.Moved(
                            moved(
                                    State.RESOLVED,
                                    assignee,
                                    acknowledgedAt,
                                    Outcome.RESOLVED,
                                    null,
                                    at));
            case Move.Dismiss(var why) ->
                    new Transition.Moved(
                            moved(
                                    State.DISMISSED,
                                    assignee,
                                    acknowledgedAt,
                                    Outcome.DISMISSED,
                                    why,
                                    at));
        };
    }

    private Warning moved(
            State newState,
            @Nullable String newAssignee,
            @Nullable Instant newAcknowledgedAt,
            @Nullable Outcome newOutcome,
            @Nullable Dismissal newDismissal,
            @Nullable Instant newClosedAt) {
        return new Warning(
                id,
                newState,
                level,
                score,
                label,
                definition,
                definitionVersion,
                reasons,
                expectedLoss,
                silentSince,
                raisedAt,
                newAssignee,
                newAcknowledgedAt,
                newOutcome,
                newDismissal,
                newClosedAt);
    }
}
