package io.pondcrm.chassis.basics;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a writer waits who found that another one got in first: a random while, twice as long at
 * most each time, so that of many who write the same document each gets its turn.
 */
public final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(2);
    private static final int DOUBLINGS = 5;

    private Backoff() {}

    /**
     * Waits.
     *
     * @param attempt how many attempts have failed; with 0 it returns at once
     */
    public static void pause(int attempt) {
        if (attempt > 0) {
            var longest = FIRST.toNanos() << Math.min(attempt - 1, DOUBLINGS);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
        }
    }
}
