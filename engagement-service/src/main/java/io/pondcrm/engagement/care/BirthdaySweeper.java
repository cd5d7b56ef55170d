package io.pondcrm.engagement.care;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks every so often whose birthday it is; several instances may do so at once. */
@Component
class BirthdaySweeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(BirthdaySweeper.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final GreetCustomers greetCustomers;
    private final Duration interval;
    private volatile boolean running;
    private @Nullable Thread thread;

    BirthdaySweeper(GreetCustomers greetCustomers, CareSettings settings) {
        this.greetCustomers = greetCustomers;
        this.interval = settings.interval();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("birthday-sweeper").start(this::run);
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
                greetCustomers.handle();
            } catch (RuntimeException failure) {
                if (running) {
                    LOG.warn("Greetings wait: {}", failure.getClass().getSimpleName());
                    LOG.debug("Greetings wait", failure);
                }
            }
            try {
                Thread.sleep(interval);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
