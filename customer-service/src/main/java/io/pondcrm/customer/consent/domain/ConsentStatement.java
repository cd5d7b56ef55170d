package io.pondcrm.customer.consent.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing a customer said about the use of their data.
 *
 * @param decision yes or no
 * @param at when the customer said so
 * @param recordedAt when we learned of it
 * @param textVersion which wording the customer agreed to
 * @param evidence where the proof lies, for example {@code form:reg-1/submission-77}
 * @param source who told us
 * @param byGuardian whether a parent or guardian said so for a minor
 */
public record ConsentStatement(
        Purpose purpose,
        Channel channel,
        Decision decision,
        Instant at,
        Instant recordedAt,
        @Nullable String textVersion,
        @Nullable String evidence,
        String source,
        boolean byGuardian) {

    /** What the customer said in person. */
    public ConsentStatement(
            Purpose purpose,
            Channel channel,
            Decision decision,
            Instant at,
            Instant recordedAt,
            @Nullable String textVersion,
            @Nullable String evidence,
            String source) {
        this(purpose, channel, decision, at, recordedAt, textVersion, evidence, source, false);
    }

    /** Yes or no. */
    public enum Decision {
        GRANTED,
        WITHDRAWN
    }

    boolean isAbout(Purpose somePurpose, Channel someChannel) {
        return purpose == somePurpose && channel == someChannel;
    }

    public boolean isGrant() {
        return decision == Decision.GRANTED;
    }
}
