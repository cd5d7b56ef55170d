package io.pondcrm.chassis.jobs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks every so often for what is due in the store, on a thread of its own, from the start of the
 * service to its stop. Nobody holds a lease: several instances may look at once, so what a look
 * does must do no harm when it is done twice. A look that fails is repeated after the interval.
 */
public abstract class Sweeper implements SmartLifecycle {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final String name;
    private final Duration interval;
    private volatile boolean running;
    private @Nullable Thread thread;

    /**
     * @param name the thread's, for example {@code birthday-sweeper}
     * @param interval how long to wait between two looks
     */
    protected Sweeper(String name, Duration interval) {
        this.name = name;
        this.interval = interval;
    }

    /**
     * One look. It is interrupted when the service stops.
     *
     * @return whether more may be due than one look takes: then the next one follows at once
     */
    protected abstract boolean sweep();

    @Override
    public final void start() {
        running = true;
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    @Override
    public final void stop() {
        running = false;
        var sweeping = thread;
        if (sweeping != null) {
            sweeping.interrupt();
            try {
                sweeping.join(PATIENCE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public final boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                if (!looked()) {
                    Thread.sleep(interval);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean looked() {
        try {
            return sweep();
        } catch (RuntimeException failure) {
            if (running) {
                // The words of a failure may hold personal data: they are for debugging only.
                log.warn("{} waits: {}", name, failure.getClass().getSimpleName());
                log.debug("{} waits", name, failure);
            }
            return false;
        }
    }
}
