package io.pondcrm.chassis.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class SweeperTest {

    private static final Duration NEVER = Duration.ofDays(1);

    private final AtomicInteger looks = new AtomicInteger();

    private Sweeper sweeper(Duration interval, BooleanSupplier look) {
        return new Sweeper("test-sweeper", interval) {
            @Override
            protected boolean sweep() {
                looks.incrementAndGet();
                return look.getAsBoolean();
            }
        };
    }

    @Test
    void while_more_is_due_than_one_look_takes_the_next_follows_at_once() {
        var sweeper = sweeper(NEVER, () -> looks.get() < 5);

        sweeper.start();

        await().untilAsserted(() -> assertThat(looks).hasValue(5));
        sweeper.stop();
        assertThat(looks).hasValue(5);
    }

    @Test
    void a_look_that_fails_is_repeated_after_the_interval() {
        var sweeper =
                sweeper(
                        Duration.ofMillis(10),
                        () -> {
                            throw new IllegalStateException("the store is away");
                        });

        sweeper.start();

        await().untilAsserted(() -> assertThat(looks).hasValueGreaterThan(2));
        sweeper.stop();
    }

    @Test
    void a_stop_does_not_wait_for_the_interval() {
        var sweeper = sweeper(NEVER, () -> false);
        sweeper.start();
        await().untilAsserted(() -> assertThat(looks).hasValue(1));

        sweeper.stop();

        assertThat(sweeper.isRunning()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(it -> it.getName().equals("test-sweeper"));
    }
}
