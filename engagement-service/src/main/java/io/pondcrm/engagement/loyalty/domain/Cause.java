package io.pondcrm.engagement.loyalty.domain;

import java.time.Instant;

/**
 * What an entry is about; in one account there is one entry for each.
 *
 * @param id names the purchase, refund, redemption or adjustment
 * @param at when that happened, which may be long before it is booked
 */
public record Cause(Type type, String id, Instant at) {

    /** What changes an account. */
    public enum Type {
        PURCHASE,
        REFUND,
        REDEMPTION,
        /** By hand: something went wrong, and this makes up for it. */
        GOODWILL,
        /** By hand: something was booked that is not so. */
        CORRECTION,
        /** Points came of age, or grew too old. */
        TIME,
        /** A redemption needs points that lie under another id of the same customer. */
        MERGE
    }

    /** What two entries of one account never have in common. */
    public String key() {
        return type + "/" + id;
    }
}
