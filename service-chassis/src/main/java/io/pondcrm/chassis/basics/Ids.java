package io.pondcrm.chassis.basics;

import java.time.Clock;
import java.util.UUID;

/** Makes ids. The one place where they come from, so that a test can say which. */
@FunctionalInterface
public interface Ids {

    /** A UUID that no one else has; later ones sort behind earlier ones. */
    UUID next();

    /**
     * UUIDv7 (RFC 9562): 48 bits of milliseconds, the rest random. Of one millisecond, or where the
     * clock was set back, each is greater than the one before by a random step (its section 6.2,
     * method 2).
     */
    static Ids timeOrdered(Clock clock) {
        return new TimeOrderedIds(clock);
    }
}
