package io.pondcrm.engagement.campaign.domain;

import io.pondcrm.engagement.template.domain.Template;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One message to everybody in a segment, but for those held out. Immutable.
 *
 * @param variables values for the template's variables
 * @param holdoutReason why nobody is held out; there wherever the holdout is 0
 * @param launched the template as it was at launch; empty before
 * @param treated how many of the audience get a message; 0 until the audience is frozen
 * @param heldOut how many of the audience are left alone
 */
public record Campaign(
        String id,
        long version,
        String name,
        String segment,
        String template,
        Map<String, String> variables,
        Holdout holdout,
        Optional<String> holdoutReason,
        State state,
        Optional<Template> launched,
        long treated,
        long heldOut,
        Instant createdAt,
        Optional<Instant> launchedAt,
        Optional<Instant> finishedAt) {

    public Campaign {
        variables = Map.copyOf(variables);
        if (holdout.percent() == 0 && holdoutReason.isEmpty()) {
            throw new IllegalArgumentException("No holdout needs a reason");
        }
    }

    /** How far a campaign has come. */
    public enum State {
        DRAFT,
        /** Its audience is being frozen; nothing is sent yet. */
        LAUNCHING,
        RUNNING,
        PAUSED,
        /** What was not sent is being taken back. */
        STOPPING,
        STOPPED,
        /** Every message has come to its end. */
        DONE
    }

    /** Every way in which an attempt to move a campaign on can end. */
    public sealed interface Move {

        /** To be stored. */
        record Moved(Campaign campaign) implements Move {}

        /** It is there already: a repeated request. */
        record AlreadyThere(Campaign campaign) implements Move {}

        /** Not from where it stands. */
        record NotPossible(State from) implements Move {}
    }

    /**
     * Launches a draft, or goes on with a paused one.
     *
     * @param current the template as it is now; what is launched keeps it
     */
    public Move launch(Template current, Instant now) {
        return switch (state) {
            case DRAFT ->
                    new Move.Moved(
                            with(
                                    State.LAUNCHING,
                                    Optional.of(current),
                                    treated,
                                    heldOut,
                                    Optional.of(now),
                                    finishedAt));
            case PAUSED -> new Move.Moved(with(State.RUNNING));
            case LAUNCHING, RUNNING, DONE -> new Move.AlreadyThere(this);
            case STOPPING, STOPPED -> new Move.NotPossible(state);
        };
    }

    /** Sends no more for now. */
    public Move pause() {
        return switch (state) {
            case RUNNING -> new Move.Moved(with(State.PAUSED));
            case PAUSED -> new Move.AlreadyThere(this);
            case DRAFT, LAUNCHING, STOPPING, STOPPED, DONE -> new Move.NotPossible(state);
        };
    }

    /** Sends no more for ever. */
    public Move stop() {
        return switch (state) {
            case RUNNING, PAUSED -> new Move.Moved(with(State.STOPPING));
            case STOPPING, STOPPED -> new Move.AlreadyThere(this);
            case DRAFT, LAUNCHING, DONE -> new Move.NotPossible(state);
        };
    }

    /** Its audience is frozen, and each of those to be addressed has a message waiting. */
    public Move run(long treatedCustomers, long heldOutCustomers) {
        return state == State.LAUNCHING
                ? new Move.Moved(
                        with(
                                State.RUNNING,
                                launched,
                                treatedCustomers,
                                heldOutCustomers,
                                launchedAt,
                                finishedAt))
                : new Move.AlreadyThere(this);
    }

    /** No message waits any more. */
    public Move exhausted(Instant now) {
        return switch (state) {
            case RUNNING -> new Move.Moved(finished(State.DONE, now));
            case STOPPING -> new Move.Moved(finished(State.STOPPED, now));
            case DRAFT, LAUNCHING, PAUSED, STOPPED, DONE -> new Move.AlreadyThere(this);
        };
    }

    /** Whether its messages may be dealt with now. */
    public boolean isActive() {
        return Set.of(State.RUNNING, State.STOPPING).contains(state);
    }

    private Campaign finished(State end, Instant now) {
        return with(end, launched, treated, heldOut, launchedAt, Optional.of(now));
    }

    private Campaign with(State next) {
        return with(next, launched, treated, heldOut, launchedAt, finishedAt);
    }

    private Campaign with(
            State next,
            Optional<Template> nextLaunched,
            long nextTreated,
            long nextHeldOut,
            Optional<Instant> nextLaunchedAt,
            Optional<Instant> nextFinishedAt) {
        return new Campaign(
                id,
                version + 1,
                name,
                segment,
                template,
                variables,
                holdout,
                holdoutReason,
                next,
                nextLaunched,
                nextTreated,
                nextHeldOut,
                createdAt,
                nextLaunchedAt,
                nextFinishedAt);
    }
}
