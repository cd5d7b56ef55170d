package io.pondcrm.engagement.contact.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a customer may be addressed by e-mail, at one moment. Lives as long as one message takes to
 * send and is never stored: it names a person.
 *
 * @param allowed whether consent stands and there is an address
 * @param reason how consent stands, or {@code NO_ADDRESS}
 * @param since since when consent or its withdrawal stands
 * @param address where to send; empty unless allowed
 * @param displayName how to call the customer; empty unless allowed, or not known
 * @param quietUntil when the hours end in which this customer is not disturbed; empty where it is
 *     not quiet
 * @param cap how often the customer is addressed for the purpose; empty where nothing limits it
 */
public record ContactCard(
        boolean allowed,
        String reason,
        Optional<Instant> since,
        Optional<String> address,
        Optional<String> displayName,
        Optional<String> locale,
        Optional<Instant> quietUntil,
        Optional<Cap> cap) {

    /** So many messages at most within any one such period. */
    public record Cap(int messages, Duration period) {}

    /** Says nothing of the person. */
    @Override
    public String toString() {
        return "ContactCard[allowed=%s, reason=%s]".formatted(allowed, reason);
    }
}
