package io.pondcrm.chassis.basics;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes ids. The one place where they come from, so that a test can say which. */
@FunctionalInterface
public interface Ids {

    /** A UUID that no one else has; later ones sort behind earlier ones. */
    UUID next();

    /** UUIDv7 (RFC 9562): 48 bits of milliseconds, the rest random. */
    static Ids timeOrdered(Clock clock) {
        var random = new SecureRandom();
        return () -> version7(clock.millis(), random);
    }

    private static UUID version7(long millis, RandomGenerator random) {
        var high = millis << 16 | 0x7000L | random.nextLong() & 0x0fffL;
        var low = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
