package io.pondcrm.churn.standing;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.churn.facts.domain.Facts;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Scores customers anew at the moment when time alone changes their score: a silence that grows
 * past the next boundary, a complaint that is long over. Each customer's document knows that moment
 * and an index orders them by it, so nobody is looked at who is not due. Several instances may
 * sweep at once: the second finds nothing left to change.
 */
@Component
class ReviewSweeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ReviewSweeper.class);
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MongoOperations mongo;
    private final Facts facts;
    private final Clock clock;
    private final Duration interval;
    private volatile boolean running;
    private @Nullable Thread thread;

    ReviewSweeper(MongoOperations mongo, Facts facts, Clock clock, StandingSettings settings) {
        this.mongo = mongo;
        this.facts = facts;
        this.clock = clock;
        this.interval = settings.reviewInterval();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("review-sweeper").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        var sweeper = thread;
        if (sweeper != null) {
            sweeper.interrupt();
            try {
                sweeper.join(PATIENCE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                if (sweep() < BATCH) {
                    Thread.sleep(interval);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException failure) {
                if (running) {
                    LOG.warn("Reviews wait: {}", failure.getClass().getSimpleName());
                    LOG.debug("Reviews wait", failure);
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(interval);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * @return how many customers were due
     */
    int sweep() {
        var due = query(where("reviewAt").lte(clock.instant()));
        due.with(Sort.by("reviewAt")).limit(BATCH).fields().include("_id");
        var customers = new ArrayList<CustomerId>();
        for (var document : mongo.find(due, Document.class, "standings")) {
            customers.add(new CustomerId(document.getString("_id")));
        }
        facts.reconsider(customers);
        return customers.size();
    }
}
