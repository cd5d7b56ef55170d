package io.pondcrm.benchmarks;

import io.pondcrm.benchmarks.Benchmarks.Figure;
import io.pondcrm.suite.Api;
import io.pondcrm.suite.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * RFM and ABC of customers as they lie in the store, through the gateway: from the call until a run
 * and all its members lie in the store again, and until every customer's standing holds the new
 * score and its events are written. A row is a customer.
 */
final class ScoringScale {

    private static final int CUSTOMERS =
            Integer.parseInt(System.getenv().getOrDefault("POND_SCORING_CUSTOMERS", "200000"));

    private final StoredCustomers customers;
    private final Api api;

    ScoringScale(Settings settings) {
        this.api = new Api(settings, "ops");
        this.customers = new StoredCustomers(settings, CUSTOMERS);
    }

    /** What one job took until its result could be read, and until it was done. */
    private record Took(Duration result, Duration done) {}

    List<Figure> measure() throws IOException, InterruptedException {
        var purchases = customers.fill();
        var bare = customers.copyByBareDriver();
        var rfm = run("/api/v1/rfm-models/rfm-default/runs", Map.of());
        var abc =
                run("/api/v1/abc-classifications", Map.of("name", "Benchmark", "currency", "CNY"));
        var what = "%,d stored customers with %,d purchases".formatted(CUSTOMERS, purchases);
        return List.of(
                figure("RFM of " + what + ", until run and members are stored", rfm.result, bare),
                figure("ABC of " + what + ", until classes are stored", abc.result, bare),
                figure("the same RFM, until all standings and events tell it", rfm.done, bare),
                figure("the same ABC, until all standings and events tell it", abc.done, bare));
    }

    private static Figure figure(String what, Duration took, Duration bare) {
        var seconds = took.toMillis() / 1000.0;
        var peer = bare.toMillis() / 1000.0;
        return new Figure(
                what,
                "%.1f s, %,.0f rows/s".formatted(seconds, CUSTOMERS / seconds),
                "a bare driver reads the customers and inserts as many members: %.1f s"
                        .formatted(peer),
                "%.2f".formatted(seconds / peer),
                "–");
    }

    private Took run(String path, Map<String, Object> body)
            throws IOException, InterruptedException {
        customers.awaitCalm();
        var begun = System.nanoTime();
        var job = api.post(path, body).orThrow().header("Location");
        Duration result = null;
        while (true) {
            var now = api.read(job);
            var passed = Duration.ofNanos(System.nanoTime() - begun);
            if (result == null && !now.path("resultUrl").isMissingNode()) {
                result = passed;
            }
            switch (now.path("state").asString()) {
                case "SUCCEEDED" -> {
                    return new Took(result == null ? passed : result, passed);
                }
                case "FAILED", "CANCELLED" -> throw new IOException("The job broke off: " + now);
                default -> TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }
}
