package io.pondcrm.suite;

import io.pondcrm.suite.RunningSuite.Pond;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes through the gateway while things break, and remembers how each write ended: {@code ok}
 * must be there afterwards, {@code info} (no answer, 5xx) may be, once, and {@code refused} must
 * not.
 */
final class Writers implements AutoCloseable {

    /** Long enough ago to be warned about. */
    private static final Instant LONG_AGO =
            LocalDate.now(Clock.systemUTC())
                    .minusDays(200)
                    .atTime(LocalTime.NOON)
                    .toInstant(ZoneOffset.UTC);

    /** One kind of write. */
    interface Writing {

        /**
         * @param externalId names this write for ever, so that it can be sent again
         */
        Api.Answer write(Pond pond, String externalId, String customer)
                throws IOException, InterruptedException;
    }

    record Write(String externalId, String customer, String outcome, long millis) {}

    private final Pond pond;
    private final List<String> customers;
    private final String run;
    private final Writing writing;
    private final Queue<Write> history = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final AtomicInteger count = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param perSecond how many writes all writers begin in a second
     */
    Writers(
            Pond pond,
            List<String> customers,
            String run,
            int writers,
            int perSecond,
            Writing writing) {
        this.writing = writing;
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
                var status = writing.write(pond, externalId, customer).status();
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

    static Api.Answer sale(Pond pond, String externalId, String customer)
            throws IOException, InterruptedException {
        return post(
                pond,
                "/api/v1/transactions",
                externalId,
                PurchaseJourneyIT.sale(externalId, customer, "1.00"));
    }

    static Api.Answer oldSale(Pond pond, String externalId, String customer)
            throws IOException, InterruptedException {
        var sale = new HashMap<>(PurchaseJourneyIT.sale(externalId, customer, "1.00"));
        sale.put("occurredAt", LONG_AGO.toString());
        return post(pond, "/api/v1/transactions", externalId, sale);
    }

    static Api.Answer visit(Pond pond, String externalId, String customer)
            throws IOException, InterruptedException {
        return post(
                pond,
                "/api/v1/interactions",
                externalId,
                Map.of(
                        "system",
                        "shop",
                        "externalId",
                        externalId,
                        "customerId",
                        customer,
                        "type",
                        "STORE_VISIT",
                        "occurredAt",
                        Instant.now(Clock.systemUTC()).toString()));
    }

    static Api.Answer inquiry(Pond pond, String externalId, String customer)
            throws IOException, InterruptedException {
        return post(
                pond,
                "/api/v1/cases",
                externalId,
                Map.of(
                        "type", "INQUIRY",
                        "channel", "PHONE",
                        "customerId", customer,
                        "subject", "Asks for an order",
                        "links", List.of(Map.of("rel", "order", "id", externalId))));
    }

    /** Whom it is for does not matter. */
    static Api.Answer template(Pond pond, String externalId, String customer)
            throws IOException, InterruptedException {
        return post(
                pond,
                "/api/v1/templates",
                externalId,
                Map.of(
                        "name",
                        externalId,
                        "variables",
                        List.of(),
                        "texts",
                        List.of(Map.of("locale", "en", "subject", "Hello", "text", "Hello"))));
    }

    private static Api.Answer post(Pond pond, String path, String externalId, Object body)
            throws IOException, InterruptedException {
        return pond.ops.post(path, body, "Idempotency-Key", externalId);
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
