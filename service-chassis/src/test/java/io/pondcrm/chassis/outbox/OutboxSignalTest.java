package io.pondcrm.chassis.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OutboxSignalTest {

    private final OutboxSignal signal = new OutboxSignal();

    @Test
    void where_something_was_written_is_told_once() {
        signal.raise("customers", Priority.LIVE);
        signal.raise("customers", Priority.LIVE);
        signal.raise("transactions", Priority.BULK);

        assertThat(signal.take()).containsExactlyInAnyOrder("customers", "transactions");
        assertThat(signal.take()).isEmpty();
    }

    @Test
    void what_is_written_while_somebody_asks_is_told_then_or_the_next_time() throws Exception {
        var done = new AtomicBoolean();
        var writer =
                Thread.ofVirtual()
                        .start(() -> {
                            for (var number = 0; number < 10_000; number++) {
                                signal.raise("collection-" + number, Priority.LIVE);
                            }
                            done.set(true);
                        });
        var told = new HashSet<String>();
        while (!done.get()) {
            signal.await(Duration.ofMillis(100));
            told.addAll(signal.take());
        }
        writer.join();
        told.addAll(signal.take());

        assertThat(told).hasSize(10_000);
    }
}
