package io.pondcrm.chassis.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the relay of this process when something was written, and tells it where, so that it need
 * not poll in haste.
 */
class OutboxSignal {

    private static final long REST = Duration.ofSeconds(1).toNanos();

    private final Semaphore raised = new Semaphore(0);
    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private volatile long lastBulk = System.nanoTime() - REST;

    /** Events wait in a collection. */
    void raise(String collection, Priority priority) {
        if (priority == Priority.BULK) {
            lastBulk = System.nanoTime();
        }
        written.add(collection);
        raise();
    }

    /** Where events were written since this was last asked. */
    List<String> take() {
        var taken = List.copyOf(written);
        // What is written again meanwhile was stored before it was told, so who asks now sees it.
        taken.forEach(written::remove);
        return taken;
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
