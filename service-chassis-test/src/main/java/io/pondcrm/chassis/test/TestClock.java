package io.pondcrm.chassis.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a service under test: runs with the real time until a test sets it. Ticks in
 * milliseconds, which is what documents and the wire can hold. Safe for several threads.
 */
public final class TestClock extends Clock {

    private final InstantSource real;
    private volatile Duration ahead = Duration.ZERO;
    private volatile @Nullable Instant frozen;

    /** A clock that runs with the machine's. */
    public TestClock() {
        this(InstantSource.system());
    }

    TestClock(InstantSource real) {
        this.real = real;
    }

    /** A clock that stands still. */
    public static TestClock at(Instant instant) {
        var clock = new TestClock();
        clock.freeze(instant);
        return clock;
    }

    /** Stops at this moment, until {@link #advance}, {@link #run} or {@link #reset}. */
    public synchronized void freeze(Instant instant) {
        frozen = instant.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Moves on, or back if negative; a frozen clock stays frozen at the new moment. */
    public synchronized void advance(Duration duration) {
        if (frozen != null) {
            frozen = frozen.plus(duration);
        } else {
            ahead = ahead.plus(duration);
        }
    }

    /** Jumps to this moment and runs on from it. */
    public synchronized void run(Instant from) {
        ahead = Duration.between(real.instant(), from);
        frozen = null;
    }

    /** Back to the real time. */
    public synchronized void reset() {
        ahead = Duration.ZERO;
        frozen = null;
    }

    @Override
    public synchronized Instant instant() {
        return frozen != null ? frozen : real.instant().plus(ahead).truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        if (zone.equals(ZoneOffset.UTC)) {
            return this;
        }
        throw new UnsupportedOperationException("Services keep UTC");
    }
}
