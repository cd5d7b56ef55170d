package io.pondcrm.churn.facts.domain;

import java.time.Instant;

/**
 * A day, in UTC, on which a customer did something with us that is no purchase. However often a
 * customer clicks, a day takes the same room; and hearing of an interaction twice changes nothing.
 *
 * @param first the first interaction of the day that we know of
 * @param last the last one
 */
public record ContactDay(Instant first, Instant last) {

    /** The day with one more interaction in it. */
    ContactDay with(Instant at) {
        return new ContactDay(at.isBefore(first) ? at : first, at.isAfter(last) ? at : last);
    }
}
