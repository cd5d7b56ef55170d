package io.pondcrm.chassis.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the relay of this process when something was written, so that it need not poll in haste.
 */
class OutboxSignal {

    private static final long REST = Duration.ofSeconds(1).toNanos();

    private final Semaphore raised = new Semaphore(0);
    private volatile long lastBulk = System.nanoTime() - REST;

    void raise(Priority priority) {
        if (priority == Priority.BULK) {
            lastBulk = System.nanoTime();
        }
        raise();
    }

    /** Whether this process has written nothing in bulk for a second. */
    boolean bulkRests() {
        return System.nanoTime() - lastBulk >= REST;
    }

    void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    void await(Duration longest) throws InterruptedException {
        if (raised.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            raised.drainPermits();
        }
    }
}
