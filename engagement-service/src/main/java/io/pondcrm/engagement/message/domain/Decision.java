package io.pondcrm.engagement.message.domain;

import io.pondcrm.engagement.contact.domain.ContactCard;
import io.pondcrm.engagement.template.domain.Rendering;
import io.pondcrm.engagement.template.domain.TemplateFlaw;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a message was to be sent at one moment, and why. Holds no personal data, so that it can
 * be kept and shown.
 *
 * @param reason the check that decided, or {@code ALLOWED}
 * @param checks in the order in which they were made; after the one that decided there is none
 * @param until for a deferral: when it is decided anew
 * @param copy which copy it was about; more than 1 only where the one before is in doubt
 */
public record Decision(
        Outcome outcome,
        String reason,
        List<Check> checks,
        Instant at,
        Optional<Instant> until,
        int copy) {

    /** The one reason to send. */
    public static final String ALLOWED = "ALLOWED";

    /** The source was stopped before this message's turn came. */
    public static final String STOPPED = "STOPPED";

    public Decision {
        checks = List.copyOf(checks);
    }

    /** What was decided. */
    public enum Outcome {
        SEND,
        SUPPRESS,
        /** Not now; decided anew at a later moment. */
        DEFER
    }

    /** One thing that was looked at. */
    public record Check(String name, boolean passed, String detail) {}

    /**
     * Decides by what customer-service says at this moment.
     *
     * @param rendering what would be sent
     * @param takenOfCap how many other messages for this purpose the customer got within the cap's
     *     period, or is getting now
     */
    public static Decision of(
            ContactCard card, Rendering rendering, long takenOfCap, int copy, Instant now) {
        var checks = new ArrayList<Check>();
        var consent = card.since().map(it -> card.reason() + " since " + it).orElse(card.reason());
        checks.add(new Check("CONSENT", card.allowed(), consent));
        if (!card.allowed()) {
            return suppress(card.reason(), checks, copy, now);
        }
        if (rendering instanceof Rendering.Flawed(var flaws)) {
            var names = flaws.stream().map(TemplateFlaw::pointer).collect(Collectors.joining(" "));
            checks.add(new Check("CONTENT", false, names));
            return suppress("CONTENT_INCOMPLETE", checks, copy, now);
        }
        checks.add(new Check("CONTENT", true, "every variable has a value"));
        var cap = card.cap();
        if (cap.isPresent()) {
            var passed = takenOfCap < cap.get().messages();
            checks.add(
                    new Check(
                            "CAP",
                            passed,
                            "%d of %d within %s"
                                    .formatted(
                                            takenOfCap, cap.get().messages(), cap.get().period())));
            if (!passed) {
                return suppress("CAP_REACHED", checks, copy, now);
            }
        }
        var quietUntil = card.quietUntil().filter(it -> it.isAfter(now));
        checks.add(
                new Check(
                        "QUIET_HOURS",
                        quietUntil.isEmpty(),
                        quietUntil.map(it -> "quiet until " + it).orElse("not quiet now")));
        return quietUntil.isPresent()
                ? new Decision(Outcome.DEFER, "QUIET_HOURS", checks, now, quietUntil, copy)
                : new Decision(Outcome.SEND, ALLOWED, checks, now, Optional.empty(), copy);
    }

    /** Not to be sent because its source was stopped. */
    public static Decision stopped(int copy, Instant now) {
        return suppress(
                STOPPED, List.of(new Check("SOURCE", false, "stopped before its turn")), copy, now);
    }

    /** Not to be sent because it would come too late. */
    public static Decision expired(int copy, Instant now) {
        return suppress(
                "EXPIRED",
                List.of(new Check("TIME", false, "its time had passed when its turn came")),
                copy,
                now);
    }

    /**
     * Not to be sent because it is only for those who have a benefit, and the customer has not.
     *
     * @param benefit its kind or id
     */
    public static Decision benefitNotHeld(String benefit, int copy, Instant now) {
        return suppress(
                "BENEFIT_NOT_HELD",
                List.of(new Check("BENEFIT", false, benefit + " is not held now")),
                copy,
                now);
    }

    /**
     * Not to be sent because the customer was merged with another, to whom the same source writes.
     *
     * @param other the message that stands for this one
     */
    public static Decision sameCustomer(String other, int copy, Instant now) {
        return suppress(
                "SAME_CUSTOMER",
                List.of(new Check("IDENTITY", false, other + " goes to the same customer")),
                copy,
                now);
    }

    /** Not to be sent because nobody knows the customer. */
    public static Decision unknownCustomer(int copy, Instant now) {
        return suppress(
                "UNKNOWN_CUSTOMER",
                List.of(new Check("CUSTOMER", false, "customer-service knows nobody of this id")),
                copy,
                now);
    }

    private static Decision suppress(String reason, List<Check> checks, int copy, Instant now) {
        return new Decision(Outcome.SUPPRESS, reason, checks, now, Optional.empty(), copy);
    }
}
