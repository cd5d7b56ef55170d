package io.pondcrm.customer.feed;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.pondcrm.chassis.jobs.Sweeper;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Where the feed ends. One thread looks into the store for all who wait, and only while somebody
 * does; what this process itself puts into the feed, they hear of at once.
 */
@Component
class FeedHead extends Sweeper {

    private final MongoOperations mongo;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private long known;
    private int waiting;

    FeedHead(MongoOperations mongo) {
        super("feed-head", Duration.ofMillis(200));
        this.mongo = mongo;
    }

    /** The last place, as the store has it now; 0 before the first entry. */
    long read() {
        var last =
                mongo.getCollection(FeedEntryDocument.COLLECTION)
                        .find()
                        .projection(Projections.include("_id"))
                        .sort(Sorts.descending("_id"))
                        .first();
        return last == null ? 0 : last.get("_id", 0L);
    }

    void movedTo(long head) {
        lock.lock();
        try {
            if (head > known) {
                known = head;
                moved.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    long awaitBeyond(long position, Duration longest) throws InterruptedException {
        lock.lockInterruptibly();
        waiting++;
        try {
            var left = longest.toNanos();
            while (known <= position && left > 0) {
                left = moved.awaitNanos(left);
            }
            return known;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    @Override
    protected boolean sweep() {
        if (isAwaited()) {
            movedTo(read());
        }
        return false;
    }

    private boolean isAwaited() {
        lock.lock();
        try {
            return waiting > 0;
        } finally {
            lock.unlock();
        }
    }
}
