package io.pondcrm.chassis.basics;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Safe for several threads, which all get their ids from one rising row. */
final class TimeOrderedIds implements Ids {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long LARGEST_HIGH = 0x0fffL;
    private static final long LARGEST_LOW = 0x3fff_ffff_ffff_ffffL;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    private long millis = Long.MIN_VALUE;

    /** The 12 random bits behind the milliseconds. */
    private long high;

    /** The last 62 bits. */
    private long low;

    TimeOrderedIds(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized UUID next() {
        var now = clock.millis();
        if (now > millis) {
            millis = now;
            draw();
        } else {
            step();
        }
        return new UUID(millis << 16 | VERSION_7 | high, VARIANT | low);
    }

    private void draw() {
        var bytes = new byte[2 * Long.BYTES];
        random.nextBytes(bytes);
        var drawn = ByteBuffer.wrap(bytes);
        high = drawn.getLong() & LARGEST_HIGH;
        low = drawn.getLong() & LARGEST_LOW;
    }

    private void step() {
        low += 1 + Integer.toUnsignedLong(random.nextInt());
        if (low > LARGEST_LOW) {
            low &= LARGEST_LOW;
            high++;
        }
        if (high > LARGEST_HIGH) {
            millis++;
            draw();
        }
    }
}
