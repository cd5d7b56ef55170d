package io.pondcrm.feedback.cases;

import io.pondcrm.feedback.cases.domain.Cases;
import java.time.Clock;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Writes down that a promised moment passed, soon after it did. What is due lies in an index of the
 * store, so nothing is forgotten by a restart. Each instance watches: a lease would only put off
 * the others when its holder dies. That two see the same case at once does no harm, for the breach
 * and its event are one change of one version of the case, and the second finds it done.
 */
@Component
class BreachWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(BreachWatch.class);
    private static final int BATCH = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Cases cases;
    private final Clock clock;
    private final Duration interval;
    private volatile boolean running;
    private @Nullable Thread thread;

    BreachWatch(Cases cases, Clock clock, CaseSettings settings) {
        this.cases = cases;
        this.clock = clock;
        this.interval = settings.watchInterval();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("breach-watch").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        var watch = thread;
        if (watch != null) {
            watch.interrupt();
            try {
                watch.join(PATIENCE);
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
                if (look() < BATCH) {
                    Thread.sleep(interval);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException failure) {
                if (running) {
                    LOG.warn("The watch over promises waits: {}", failure.toString());
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
     * One case that can't be changed must not hold up the others; it is looked at again next time.
     *
     * @return how many cases were done; fewer than a batch: wait before the next look
     */
    int look() {
        var done = 0;
        for (var id : cases.listDue(clock.instant(), BATCH)) {
            try {
                cases.change(id, it -> it.noticeBreaches(clock.instant()));
                done++;
            } catch (OptimisticLockingFailureException | NoSuchElementException failure) {
                LOG.warn("A promise of {} can't be looked at: {}", id, failure.toString());
            }
        }
        return done;
    }
}
