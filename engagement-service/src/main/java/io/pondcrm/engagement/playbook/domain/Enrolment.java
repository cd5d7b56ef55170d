package io.pondcrm.engagement.playbook.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was decided when a customer entered a stage, and what came of it. Immutable.
 *
 * @param id always the same for one entry, see {@link StageEntry#enrolment}
 * @param decidedAt when the entry was heard of
 */
public record Enrolment(
        String id, long version, StageEntry entry, Instant decidedAt, Course course) {

    /** Who is treated, and who is left alone to compare with. */
    public enum Group {
        TREATED,
        HOLDOUT
    }

    /** Why an entry led to nothing. */
    public enum Obstacle {
        /** The strategy names a playbook that nobody has made. */
        PLAYBOOK_UNKNOWN,
        PLAYBOOK_DISABLED,
        PLAYBOOK_RETIRED,
        /** It was heard of too long after the moment of its cause. */
        ENTERED_LONG_AGO,
        /** As many as the playbook takes had been enrolled within a day. */
        DAILY_LIMIT
    }

    /** How far an enrolment has come at a moment. */
    public enum Outcome {
        /** Not converted, and there is time left. */
        OPEN,
        /** The customer bought again in time. */
        CONVERTED,
        /** The window passed without a sale that we know of. */
        EXPIRED
    }

    /** What was decided. */
    public sealed interface Course {

        /** Neither treated nor watched. */
        record Skipped(Obstacle why) implements Course {}

        /**
         * Enrolled.
         *
         * @param until a sale after the entry counts up to this moment, inclusive
         * @param done the id of the message or the task; empty for who is held out
         * @param converting the first sale that counts; empty as long as there is none
         */
        record Watched(Group group, Instant until, Optional<String> done, Optional<Sale> converting)
                implements Course {}
    }

    public CustomerId customer() {
        return entry.customer();
    }

    /** Its course, where the customer is enrolled. */
    public Optional<Course.Watched> watched() {
        return course instanceof Course.Watched it ? Optional.of(it) : Optional.empty();
    }

    /** Whether something is to be done with the customer. */
    public boolean isTreated() {
        return watched().filter(it -> it.group() == Group.TREATED).isPresent();
    }

    /** How far it has come; empty where the customer is not enrolled. */
    public Optional<Outcome> outcome(Instant now) {
        return watched()
                .map(it -> {
                    if (it.converting().isPresent()) {
                        return Outcome.CONVERTED;
                    }
                    return it.until().isAfter(now) ? Outcome.OPEN : Outcome.EXPIRED;
                });
    }

    /**
     * Hears of sales, in whatever order and however late: the first within the window converts. It
     * counts when a sale happened, not when it was told; so one that is told after the window still
     * converts, and one that is told late and was earlier than the one known takes its place.
     *
     * @param sales of any customers
     * @return the next state; empty where nothing changes
     */
    public Optional<Enrolment> hear(List<Sale> sales) {
        return watched()
                .flatMap(known ->
                        Stream.concat(
                                        sales.stream().filter(it -> counts(it, known)),
                                        known.converting().stream())
                                .min(Sale.IN_ORDER)
                                .map(Optional::of)
                                .filter(first -> !first.equals(known.converting()))
                                .map(first ->
                                        new Enrolment(
                                                id,
                                                version + 1,
                                                entry,
                                                decidedAt,
                                                new Course.Watched(
                                                        known.group(),
                                                        known.until(),
                                                        known.done(),
                                                        first))));
    }

    /** The sale by which the customer entered the stage is not another one. */
    private boolean counts(Sale sale, Course.Watched known) {
        return sale.customer().equals(customer())
                && sale.at().isAfter(entry.enteredAt())
                && !sale.at().isAfter(known.until());
    }
}
