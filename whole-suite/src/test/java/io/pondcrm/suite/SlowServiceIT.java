package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.suite.RunningSuite.Pond;
import io.pondcrm.suite.Settings.Port;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * R11: a service that no longer answers takes nobody with it. The gate watches what must never
 * happen and prints the ratio of the 99th percentiles; {@code -Dpond.faults.slow=120} measures for
 * two minutes on a quiet machine and holds the ratio to 1.5.
 */
@ExtendWith(RunningSuite.class)
class SlowServiceIT {

    private static final int SHORT = 8;
    static final int SECONDS = Integer.getInteger("pond.faults.slow", SHORT);

    /** What the gateway waits for a service and needs itself; a busy machine gets a second more. */
    private static final long PATIENCE_MILLIS = SECONDS > SHORT ? 3_000 : 4_000;

    private static final int CALLERS_OF_THE_SLOW = 10;
    private static final int CALLS_THAT_OPEN_A_BREAKER = 20;

    private record Call(int status, long millis) {}

    private record Measured(Queue<Call> others, Queue<Call> slow) {

        long percentile(int percent) {
            var sorted = others.stream().map(Call::millis).sorted().toList();
            return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
        }
    }

    @Test
    void the_other_routes_go_on_as_if_nothing_were(Pond pond) throws Exception {
        var customer = "/api/v1/customers/" + Writers.customers(pond, "slow", 1).getFirst();
        var slow = customer + "/tier";
        var others =
                List.of(
                        customer,
                        customer + "/360",
                        customer + "/follow-ups",
                        "/api/v1/cases?limit=1",
                        "/api/v1/churn-warnings?limit=1");
        await().atMost(Duration.ofSeconds(60)).until(() -> pond.ops.get(slow).status() == 200);
        load(pond, others, slow, 2);
        var gateway = new Metrics(pond.settings.port(Port.GATEWAY));

        var before = load(pond, others, slow, SECONDS);
        var threads = gateway.sum("jvm_threads_live_threads");
        Measured during;
        pond.freeze("segmentation");
        try {
            during = load(pond, others, slow, SECONDS);
        } finally {
            pond.thaw("segmentation");
        }

        System.out.printf(
                "One service of five silent: p99 of the others %d ms, before %d ms, ratio %.2f;"
                        + " median %d ms, before %d ms; %d and %d calls%n",
                during.percentile(99),
                before.percentile(99),
                (double) during.percentile(99) / Math.max(1, before.percentile(99)),
                during.percentile(50),
                before.percentile(50),
                during.others().size(),
                before.others().size());
        assertThat(before.others()).allMatch(it -> it.status() == 200);
        assertThat(before.slow()).allMatch(it -> it.status() == 200);
        assertThat(during.others())
                .allMatch(it -> it.status() == 200 && it.millis() < PATIENCE_MILLIS);
        assertThat(during.percentile(50)).isLessThanOrEqualTo(before.percentile(50) * 3 / 2 + 20);
        if (SECONDS > SHORT) {
            assertThat(during.percentile(99)).isLessThanOrEqualTo(before.percentile(99) * 3 / 2);
        }

        assertThat(during.slow())
                .allMatch(it ->
                        (it.status() == 503 || it.status() == 504)
                                && it.millis() <= PATIENCE_MILLIS);
        // Few wait in vain until the breaker opens, and few more each time it tries again.
        assertThat(during.slow().stream().filter(it -> it.millis() > 1_000).count())
                .isLessThanOrEqualTo(
                        CALLS_THAT_OPEN_A_BREAKER + CALLERS_OF_THE_SLOW + 3L * SECONDS / 4);
        assertThat(during.slow().size()).isGreaterThan(10 * CALLERS_OF_THE_SLOW);
        assertThat(gateway.sum("jvm_threads_live_threads")).isLessThanOrEqualTo(threads + 10);
        await().atMost(Duration.ofSeconds(15)).until(() -> pond.ops.get(slow).status() == 200);
    }

    /** The same load each time, from callers who wait for an answer and then a moment. */
    private static Measured load(Pond pond, List<String> others, String slow, int seconds)
            throws InterruptedException {
        var measured = new Measured(new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>());
        var until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        var callers = new ArrayList<Thread>();
        for (var path : others) {
            callers.add(
                    Thread.ofVirtual().start(() -> call(pond, path, 30, until, measured.others())));
        }
        for (var caller = 0; caller < CALLERS_OF_THE_SLOW; caller++) {
            callers.add(
                    Thread.ofVirtual().start(() -> call(pond, slow, 100, until, measured.slow())));
        }
        for (var caller : callers) {
            caller.join();
        }
        return measured;
    }

    private static void call(
            Pond pond, String path, int pauseMillis, long until, Queue<Call> calls) {
        try {
            while (System.nanoTime() < until) {
                var begun = System.nanoTime();
                var status = statusOf(pond, path);
                calls.add(new Call(status, (System.nanoTime() - begun) / 1_000_000));
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static int statusOf(Pond pond, String path) throws InterruptedException {
        try {
            return pond.ops.get(path).status();
        } catch (IOException _) {
            return 0;
        }
    }
}
