package io.pondcrm.engagement.followup.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A task: somebody should get in touch with a customer. Immutable.
 *
 * @param cause what raised it; one task for each
 * @param level how urgent it was said to be
 * @param reasons why, in words that name nobody
 * @param loss what is expected to be lost otherwise, for example {@code 812.00 CNY}
 * @param completion empty while it is open
 */
public record FollowUp(
        String id,
        long version,
        CustomerId customer,
        Cause cause,
        String level,
        List<Reason> reasons,
        Optional<String> loss,
        Instant openedAt,
        Instant dueAt,
        Optional<Done> completion) {

    /** What raises tasks. */
    public enum Kind {
        CHURN_WARNING,
        /** An enrolment in a playbook. */
        PLAYBOOK
    }

    /**
     * What raised one.
     *
     * @param id the warning's or the enrolment's
     */
    public record Cause(Kind kind, String id) {}

    /** One ground, in both languages. */
    public record Reason(String en, String zh) {}

    /** What came of it. */
    public enum Outcome {
        REACHED,
        NOT_REACHED,
        OFFER_ACCEPTED,
        OFFER_DECLINED,
        /** It had settled itself. */
        NOT_NEEDED
    }

    /**
     * How it was completed.
     *
     * @param by the client that said so
     */
    public record Done(Outcome outcome, Instant at, String by) {}

    public FollowUp {
        reasons = List.copyOf(reasons);
    }

    /** Every way in which an attempt to complete a task can end. */
    public sealed interface Completion {

        /** To be stored. */
        record Completed(FollowUp followUp) implements Completion {}

        /** It was completed so before: a repeated request. */
        record AlreadyCompleted(FollowUp followUp) implements Completion {}

        /** It was completed otherwise before. */
        record CompletedOtherwise(Outcome outcome) implements Completion {}
    }

    /** Opens a task. */
    public static FollowUp open(
            String id,
            CustomerId customer,
            Cause cause,
            String level,
            List<Reason> reasons,
            Optional<String> loss,
            Instant now,
            Instant dueAt) {
        return new FollowUp(
                id, 1, customer, cause, level, reasons, loss, now, dueAt, Optional.empty());
    }

    /** Completes it; the first outcome counts. */
    public Completion complete(Outcome outcome, Instant now, String by) {
        if (completion.isPresent()) {
            var before = completion.get().outcome();
            return before == outcome
                    ? new Completion.AlreadyCompleted(this)
                    : new Completion.CompletedOtherwise(before);
        }
        return new Completion.Completed(
                new FollowUp(
                        id,
                        version + 1,
                        customer,
                        cause,
                        level,
                        reasons,
                        loss,
                        openedAt,
                        dueAt,
                        Optional.of(new Done(outcome, now, by))));
    }
}
