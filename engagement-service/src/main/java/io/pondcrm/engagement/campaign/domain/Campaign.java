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
 * @param requiresBenefit only who has this benefit when their message's turn comes gets it; by its
 *     kind or id
 * @param holdoutReason why nobody is held out; there wherever the holdout is 0
 * @param launched the template as it was at launch; empty before
 * @param launches how often it was launched: more than once only where a launch failed
 * @param launchProblem what stood in the way of the latest launch; while that goes on, of its
 *     latest attempt
 * @param audience empty until it is frozen; from then on it stays, also when that launch fails
 * @param launchedAt when the latest launch was asked for
 */
public record Campaign(
        String id,
        long version,
        String name,
        String segment,
        String template,
        Map<String, String> variables,
        Optional<String> requiresBenefit,
        Holdout holdout,
        Optional<String> holdoutReason,
        State state,
        Optional<Template> launched,
        int launches,
        Optional<LaunchProblem> launchProblem,
        Optional<Audience> audience,
        Instant createdAt,
        Optional<Instant> launchedAt,
        Optional<Instant> finishedAt) {

    /**
     * Whom it is for.
     *
     * @param launch which launch froze it: 1 is the first
     * @param treated how many get a message
     * @param heldOut how many are left alone
     */
    public record Audience(int launch, long treated, long heldOut) {}

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
        /** Nothing was sent; the problem says why. To be launched again, or stopped. */
        LAUNCH_FAILED,
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
     * Launches a draft, or one whose launch failed, or goes on with a paused one.
     *
     * @param current the template as it is now; what is launched keeps it
     */
    public Move launch(Template current, Instant now) {
        return switch (state) {
            case DRAFT, LAUNCH_FAILED ->
                    new Move.Moved(
                            with(
                                    State.LAUNCHING,
                                    Optional.of(current),
                                    launches + 1,
                                    Optional.empty(),
                                    audience,
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
            case DRAFT, LAUNCHING, LAUNCH_FAILED, STOPPING, STOPPED, DONE ->
                    new Move.NotPossible(state);
        };
    }

    /** Sends no more for ever. */
    public Move stop() {
        return switch (state) {
            case LAUNCH_FAILED, RUNNING, PAUSED -> new Move.Moved(with(State.STOPPING));
            case STOPPING, STOPPED -> new Move.AlreadyThere(this);
            case DRAFT, LAUNCHING, DONE -> new Move.NotPossible(state);
        };
    }

    /**
     * Whether this launch goes on. One that failed does not, though whoever worked on it may not
     * have noticed: what it still does must not get into a later one.
     */
    public boolean isLaunching(int launch) {
        return state == State.LAUNCHING && launches == launch;
    }

    /** Whom it is for is decided. */
    public Move freeze(Audience frozen) {
        return isLaunching(frozen.launch()) && audience.isEmpty()
                ? new Move.Moved(launching(Optional.empty(), Optional.of(frozen)))
                : new Move.AlreadyThere(this);
    }

    /** An attempt at a launch came to nothing; another may follow. */
    public Move stumble(int launch, LaunchProblem problem) {
        return isLaunching(launch)
                ? new Move.Moved(launching(Optional.of(problem), audience))
                : new Move.AlreadyThere(this);
    }

    /** A launch came to nothing, and no attempt follows. Where none says why, it was cancelled. */
    public Move failLaunch(int launch, Instant now) {
        return isLaunching(launch)
                ? new Move.Moved(
                        with(
                                State.LAUNCH_FAILED,
                                launched,
                                launches,
                                launchProblem.or(() ->
                                        Optional.of(
                                                new LaunchProblem(
                                                        LaunchProblem.Cause.CANCELLED, now))),
                                audience,
                                launchedAt,
                                finishedAt))
                : new Move.AlreadyThere(this);
    }

    /** Its audience is frozen, and each of those to be addressed has a message waiting. */
    public Move run(int launch) {
        return isLaunching(launch) && audience.isPresent()
                ? new Move.Moved(
                        with(
                                State.RUNNING,
                                launched,
                                launches,
                                Optional.empty(),
                                audience,
                                launchedAt,
                                finishedAt))
                : new Move.AlreadyThere(this);
    }

    /** No message waits any more. */
    public Move exhausted(Instant now) {
        return switch (state) {
            case RUNNING -> new Move.Moved(finished(State.DONE, now));
            case STOPPING -> new Move.Moved(finished(State.STOPPED, now));
            case DRAFT, LAUNCHING, LAUNCH_FAILED, PAUSED, STOPPED, DONE ->
                    new Move.AlreadyThere(this);
        };
    }

    /** Whether its messages may be dealt with now. */
    public boolean isActive() {
        return Set.of(State.RUNNING, State.STOPPING).contains(state);
    }

    private Campaign finished(State end, Instant now) {
        return with(end, launched, launches, launchProblem, audience, launchedAt, Optional.of(now));
    }

    private Campaign launching(Optional<LaunchProblem> problem, Optional<Audience> nextAudience) {
        return with(
                State.LAUNCHING, launched, launches, problem, nextAudience, launchedAt, finishedAt);
    }

    private Campaign with(State next) {
        return with(next, launched, launches, launchProblem, audience, launchedAt, finishedAt);
    }

    private Campaign with(
            State next,
            Optional<Template> nextLaunched,
            int nextLaunches,
            Optional<LaunchProblem> nextProblem,
            Optional<Audience> nextAudience,
            Optional<Instant> nextLaunchedAt,
            Optional<Instant> nextFinishedAt) {
        return new Campaign(
                id,
                version + 1,
                name,
                segment,
                template,
                variables,
                requiresBenefit,
                holdout,
                holdoutReason,
                next,
                nextLaunched,
                nextLaunches,
                nextProblem,
                nextAudience,
                createdAt,
                nextLaunchedAt,
                nextFinishedAt);
    }
}
