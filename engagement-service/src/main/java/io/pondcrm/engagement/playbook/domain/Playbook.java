package io.pondcrm.engagement.playbook.domain;

import io.pondcrm.engagement.campaign.domain.Holdout;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.kernel.NamedUuid;
import io.pondcrm.kernel.TypeId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is done with customers who enter the stages whose strategies name it, and by what its
 * success is told. Immutable.
 *
 * @param id chosen by whoever made it, as strategies name it
 * @param changedAt when its plan or state was last changed
 */
public record Playbook(
        String id, long version, Plan plan, State state, Instant createdAt, Instant changedAt) {

    /** How long after its cause an entry still enrols, where nobody says otherwise. */
    public static final Duration DEFAULT_ENROL_WITHIN = Duration.ofDays(3);

    /** No playbook enrols later than that after the cause. */
    public static final Duration LONGEST_ENROL_WITHIN = Duration.ofDays(14);

    /** Within what customers have to buy again, where nobody says otherwise. */
    public static final Duration DEFAULT_WINDOW = Duration.ofDays(30);

    /** How many are enrolled within a day at most, where nobody says otherwise. */
    public static final int DEFAULT_DAILY_LIMIT = 1_000;

    /** Whom it enrols. */
    public enum State {
        ENABLED,
        /** Nobody for now; messages wait. */
        DISABLED,
        /** Nobody any more; messages that have not left are taken back. */
        RETIRED
    }

    /**
     * What its owner may change.
     *
     * @param holdoutReason why nobody is held out; there wherever the holdout is 0
     * @param window a sale counts up to so long after the entry
     * @param enrolWithin an entry whose cause lies further back enrols nobody
     * @param dailyLimit how many are enrolled within 24 hours at most
     * @param enabled whether it enrols
     */
    public record Plan(
            String name,
            PlaybookAction action,
            Holdout holdout,
            Optional<String> holdoutReason,
            Duration window,
            Duration enrolWithin,
            int dailyLimit,
            boolean enabled) {

        public Plan {
            if (holdout.percent() == 0 && holdoutReason.isEmpty()) {
                throw new IllegalArgumentException("No holdout needs a reason");
            }
        }
    }

    /** Every way in which an attempt to change a playbook can end. */
    public sealed interface Change {

        /** To be stored. */
        record Changed(Playbook playbook) implements Change {}

        /** It says so already: a repeated request. */
        record AsBefore(Playbook playbook) implements Change {}

        /** What was done to some would not compare with what is done to others. */
        record OtherAction() implements Change {}

        /** It is retired: its enrolments are a record of the past. */
        record NoMore() implements Change {}
    }

    /** A new one. */
    public static Playbook of(String id, Plan plan, Instant now) {
        return new Playbook(id, 1, plan, state(plan), now, now);
    }

    private static State state(Plan plan) {
        return plan.enabled() ? State.ENABLED : State.DISABLED;
    }

    /** Changes what it does from now on; who is enrolled keeps their group and window. */
    public Change change(Plan wanted, Instant now) {
        if (state == State.RETIRED) {
            return new Change.NoMore();
        }
        if (!wanted.action().isLike(plan.action())) {
            return new Change.OtherAction();
        }
        return wanted.equals(plan)
                ? new Change.AsBefore(this)
                : new Change.Changed(
                        new Playbook(id, version + 1, wanted, state(wanted), createdAt, now));
    }

    /** Enrols nobody any more. */
    public Change retire(Instant now) {
        return state == State.RETIRED
                ? new Change.AsBefore(this)
                : new Change.Changed(
                        new Playbook(id, version + 1, plan, State.RETIRED, createdAt, now));
    }

    /**
     * Decides what becomes of an entry.
     *
     * @param enrolled how many others were enrolled within a day
     */
    public Enrolment decide(StageEntry entry, long enrolled, Instant now) {
        return obstacle(entry, enrolled, now)
                .map(why -> skipped(entry, why, now))
                .orElseGet(() -> enrolled(entry, now));
    }

    private Optional<Enrolment.Obstacle> obstacle(StageEntry entry, long enrolled, Instant now) {
        return switch (state) {
            case DISABLED -> Optional.of(Enrolment.Obstacle.PLAYBOOK_DISABLED);
            case RETIRED -> Optional.of(Enrolment.Obstacle.PLAYBOOK_RETIRED);
            case ENABLED -> {
                if (entry.enteredAt().isBefore(now.minus(plan.enrolWithin()))) {
                    yield Optional.of(Enrolment.Obstacle.ENTERED_LONG_AGO);
                }
                yield enrolled < plan.dailyLimit()
                        ? Optional.empty()
                        : Optional.of(Enrolment.Obstacle.DAILY_LIMIT);
            }
        };
    }

    private Enrolment enrolled(StageEntry entry, Instant now) {
        var place = Holdout.placeOf("playbook/" + id, entry.customer());
        var isHeldOut = plan.holdout().holdsOut(place);
        return new Enrolment(
                entry.enrolment(),
                1,
                entry,
                now,
                new Enrolment.Course.Watched(
                        isHeldOut ? Enrolment.Group.HOLDOUT : Enrolment.Group.TREATED,
                        entry.enteredAt().plus(plan.window()),
                        isHeldOut ? Optional.empty() : Optional.of(doneFor(entry)),
                        Optional.empty()));
    }

    /** The id of what is done: made of the entry, so that it is done once. */
    private String doneFor(StageEntry entry) {
        return switch (plan.action()) {
            case PlaybookAction.SendMessage _ ->
                    Message.idOf("playbook/" + id, entry.customer(), entry.enrolment());
            case PlaybookAction.OpenFollowUp _ ->
                    TypeId.of("fup", NamedUuid.of("playbook/" + entry.enrolment()));
        };
    }

    /** An entry that leads to nothing. */
    public static Enrolment skipped(StageEntry entry, Enrolment.Obstacle why, Instant now) {
        return new Enrolment(entry.enrolment(), 1, entry, now, new Enrolment.Course.Skipped(why));
    }
}
