package io.pondcrm.engagement.message.domain;

import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.NamedUuid;
import io.pondcrm.kernel.TypeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One message to one customer. Before a mail is handed to the mail server, that is written down; so
 * whoever finds a message handed over and without news knows that its sender died over it, and that
 * nobody can say whether the mail left. Such a message is in doubt, and it alone is sent again, as
 * a marked copy. Immutable; holds no personal data.
 *
 * @param id always the same for one customer and one campaign, see {@link #idOf}
 * @param dueAt when it is looked at again; empty where nothing more is to be done
 * @param failures how often in a row it could not be sent for reasons outside
 * @param lastFailure the latest of these
 * @param copies those that left, or may have left; oldest first
 * @param decision the latest; empty until its turn came
 * @param expiresAt from when on it would come too late; empty where it never does
 * @param sentAt when the mail server said that it has taken it over
 */
public record Message(
        String id,
        long version,
        CustomerId customer,
        Source source,
        Purpose purpose,
        State state,
        Optional<Instant> dueAt,
        int failures,
        Optional<String> lastFailure,
        List<Copy> copies,
        Optional<Decision> decision,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> sentAt) {

    private static final Duration HALF_A_YEAR = Duration.ofDays(182);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int LONGEST_PAUSE = 8;

    public Message {
        copies = List.copyOf(copies);
    }

    /** How far a message has come. */
    public enum State {
        /** Its turn has not come, or will come again. */
        PENDING,
        /** Not now: the decision says until when. */
        DEFERRED,
        /** Given to the mail server, without an answer as yet. */
        HANDING_OVER,
        /** Nobody can say whether the mail left. */
        IN_DOUBT,
        /** The mail server has taken it over. */
        SENT,
        /** Decided not to be sent; the decision says why. */
        SUPPRESSED,
        /** The mail server refused it for good. */
        FAILED
    }

    /** One mail that left or may have left. */
    public record Copy(int number, Instant handedOverAt, Outcome outcome) {

        /** What is known of it. */
        public enum Outcome {
            STARTED,
            TAKEN_OVER,
            /** The sender died, or lost the connection, before the server's answer. */
            UNKNOWN
        }
    }

    /** What a sender finds when it takes up a message. */
    public sealed interface Turn {

        /** It may be decided about now. */
        record Ready(Message message) implements Turn {}

        /** Somebody died over it: to be stored as in doubt first. */
        record FoundInDoubt(Message message) implements Turn {}

        /** Somebody else is at it, or nothing is to be done. */
        record NotNow() implements Turn {}
    }

    /**
     * The one id of a message of a source to a customer.
     *
     * @param occasion tells apart several messages of one source to one customer, for example a
     *     year; else empty
     */
    public static String idOf(String source, CustomerId customer, String occasion) {
        return TypeId.of("msg", NamedUuid.of(source + "/" + customer + "/" + occasion));
    }

    /**
     * A message whose turn comes at once.
     *
     * @param expiresAt from when on it would come too late; empty where it never does
     */
    public static Message due(
            String id,
            CustomerId customer,
            Source source,
            Purpose purpose,
            Instant now,
            Optional<Instant> expiresAt) {
        return new Message(
                id,
                1,
                customer,
                source,
                purpose,
                State.PENDING,
                Optional.of(now),
                0,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                now,
                expiresAt,
                Optional.empty());
    }

    /** Takes it up, if it is due. */
    public Turn takeUp(Instant now, int maxCopies) {
        if (dueAt.isEmpty() || dueAt.get().isAfter(now)) {
            return new Turn.NotNow();
        }
        return switch (state) {
            case HANDING_OVER -> new Turn.FoundInDoubt(inDoubt("SENDER_DIED", now, maxCopies));
            case PENDING, DEFERRED, IN_DOUBT -> new Turn.Ready(this);
            case SENT, SUPPRESSED, FAILED -> new Turn.NotNow();
        };
    }

    /** Whether it would come too late by now. */
    public boolean isExpired(Instant now) {
        return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
    }

    /**
     * Whether another message, to another id of the same customer, stands for this one: of one
     * campaign, or one birthday, a customer gets one. The survivor's own goes first.
     *
     * @param survivor the id that counts
     */
    public boolean yieldsTo(Message other, CustomerId survivor) {
        var alike =
                switch (source.kind()) {
                    case CAMPAIGN -> true;
                    case CARE ->
                            Duration.between(createdAt, other.createdAt)
                                            .abs()
                                            .compareTo(HALF_A_YEAR)
                                    < 0;
                    // Each enrolment stays what it is.
                    case PLAYBOOK -> false;
                };
        return alike
                && source.equals(other.source)
                && !customer.equals(other.customer)
                && switch (other.state) {
                    case HANDING_OVER, IN_DOUBT, SENT -> true;
                    case PENDING, DEFERRED -> other.goesBefore(this, survivor);
                    case SUPPRESSED, FAILED -> false;
                };
    }

    private boolean goesBefore(Message other, CustomerId survivor) {
        return !other.customer.equals(survivor)
                && (customer.equals(survivor)
                        || customer.value().compareTo(other.customer.value()) < 0);
    }

    /** Which copy the next mail would be. */
    public int nextCopy() {
        return copies.size() + 1;
    }

    /** Whether a mail may have left of which nobody knows. */
    public boolean isDoubtful() {
        return copies.stream().anyMatch(it -> it.outcome() == Copy.Outcome.UNKNOWN);
    }

    /**
     * To be stored before the mail goes to the mail server.
     *
     * @param lease how long news may take
     */
    public Message handingOver(Decision allowed, Instant now, Duration lease) {
        var next = new ArrayList<>(copies);
        next.add(new Copy(nextCopy(), now, Copy.Outcome.STARTED));
        return with(
                State.HANDING_OVER,
                Optional.of(now.plus(lease)),
                failures,
                lastFailure,
                next,
                Optional.of(allowed),
                sentAt);
    }

    /** The mail server has taken it over. */
    public Message sent(Instant now) {
        return with(
                State.SENT,
                Optional.empty(),
                failures,
                lastFailure,
                lastCopyIs(Copy.Outcome.TAKEN_OVER),
                decision,
                Optional.of(now));
    }

    /**
     * Nobody can say whether the last copy left. Another one follows, up to a number; then it stays
     * as it is.
     */
    public Message inDoubt(String why, Instant now, int maxCopies) {
        return with(
                State.IN_DOUBT,
                copies.size() < maxCopies ? Optional.of(now) : Optional.empty(),
                failures,
                Optional.of(why),
                lastCopyIs(Copy.Outcome.UNKNOWN),
                decision,
                sentAt);
    }

    /** The last copy certainly has not left; it is tried again after a pause. */
    public Message notTaken(String why, Instant now) {
        return again(why, now, copies.subList(0, copies.size() - 1));
    }

    /** It could not be decided; it is tried again after a pause. */
    public Message undecided(String why, Instant now) {
        return again(why, now, copies);
    }

    private Message again(String why, Instant now, List<Copy> left) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, LONGEST_PAUSE));
        var isDoubtful = left.stream().anyMatch(it -> it.outcome() == Copy.Outcome.UNKNOWN);
        return with(
                isDoubtful ? State.IN_DOUBT : State.PENDING,
                Optional.of(now.plus(pause)),
                failures + 1,
                Optional.of(why),
                left,
                decision,
                sentAt);
    }

    /** The mail server refused the last copy for good. */
    public Message refused(String why) {
        var left = copies.subList(0, copies.size() - 1);
        return with(
                left.isEmpty() ? State.FAILED : State.IN_DOUBT,
                Optional.empty(),
                failures + 1,
                Optional.of(why),
                left,
                decision,
                sentAt);
    }

    /** Not to be sent. What may have left already stays in doubt. */
    public Message suppressed(Decision why) {
        return with(
                isDoubtful() ? State.IN_DOUBT : State.SUPPRESSED,
                Optional.empty(),
                failures,
                lastFailure,
                copies,
                Optional.of(why),
                sentAt);
    }

    /** Not to be sent now. */
    public Message deferred(Decision why) {
        return with(
                isDoubtful() ? State.IN_DOUBT : State.DEFERRED,
                why.until(),
                failures,
                lastFailure,
                copies,
                Optional.of(why),
                sentAt);
    }

    private List<Copy> lastCopyIs(Copy.Outcome outcome) {
        var next = new ArrayList<>(copies);
        var last = next.removeLast();
        next.add(new Copy(last.number(), last.handedOverAt(), outcome));
        return next;
    }

    private Message with(
            State nextState,
            Optional<Instant> nextDue,
            int nextFailures,
            Optional<String> failure,
            List<Copy> nextCopies,
            Optional<Decision> nextDecision,
            Optional<Instant> nextSentAt) {
        return new Message(
                id,
                version + 1,
                customer,
                source,
                purpose,
                nextState,
                nextDue,
                nextFailures,
                failure,
                nextCopies,
                nextDecision,
                createdAt,
                expiresAt,
                nextSentAt);
    }
}
