package io.pondcrm.suite;

import io.pondcrm.suite.RunningSuite.Pond;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes transactions through the gateway while things break, and remembers how each ended: {@code
 * ok} must be there afterwards, {@code info} (no answer, 5xx) may be, once, and {@code refused}
 * must not.
 */
final class Writers implements AutoCloseable {

    record Write(String externalId, String customer, String outcome, long millis) {}

    private final Pond pond;
    private final List<String> customers;
    private final String run;
    private final Queue<Write> history = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final AtomicInteger count = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param perSecond how many writes all writers begin in a second
     */
    Writers(Pond pond, List<String> customers, String run, int writers, int perSecond) {
        this.pond = pond;
        this.customers = customers;
        this.run = run;
        var pause = Duration.ofMillis(1_000L * writers / perSecond);
        for (var at = 0; at < writers; at++) {
            threads.add(Thread.ofVirtual().start(() -> write(pause)));
        }
    }

    private void write(Duration pause) {
        while (going.get()) {
            var number = count.incrementAndGet();
            var externalId = run + "-" + number;
            var customer = customers.get(number % customers.size());
            var begun = System.nanoTime();
            String outcome;
            try {
                var status =
                        pond.ops
                                .post(
                                        "/api/v1/transactions",
                                        PurchaseJourneyIT.sale(externalId, customer, "1.00"),
                                        "Idempotency-Key",
                                        externalId)
                                .status();
                outcome =
                        status < 300 ? "ok" : status < 500 ? "refused " + status : "info " + status;
            } catch (Exception noAnswer) {
                outcome = "info " + noAnswer.getClass().getSimpleName();
            }
            history.add(
                    new Write(
                            externalId,
                            customer,
                            outcome,
                            (System.nanoTime() - begun) / 1_000_000));
            try {
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** How many writes were acknowledged so far. */
    long acknowledged() {
        return history.stream().filter(it -> it.outcome().equals("ok")).count();
    }

    List<Write> history() {
        return List.copyOf(history);
    }

    @Override
    public void close() throws InterruptedException {
        going.set(false);
        for (var thread : threads) {
            thread.join();
        }
    }

    /** New customers to write for. */
    static List<String> customers(Pond pond, String run, int count) throws Exception {
        var ids = new ArrayList<String>();
        for (var at = 0; at < count; at++) {
            ids.add(
                    pond.ops
                            .put(
                                    "/api/v1/customers/by-external-id/shop/" + run + "-" + at,
                                    Map.of("kind", "PERSON", "displayName", "Fixture " + at))
                            .orThrow()
                            .json()
                            .path("id")
                            .asString());
        }
        return ids;
    }
}
