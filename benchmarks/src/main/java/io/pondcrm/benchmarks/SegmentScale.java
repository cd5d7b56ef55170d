package io.pondcrm.benchmarks;

import io.pondcrm.benchmarks.Benchmarks.Figure;
import io.pondcrm.suite.Api;
import io.pondcrm.suite.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A predicate over customers as they lie in the store, through the gateway: its preview, and the
 * job that makes a segment of it.
 */
final class SegmentScale {

    private static final int CUSTOMERS =
            Integer.parseInt(System.getenv().getOrDefault("POND_SEGMENT_CUSTOMERS", "260000"));
    private static final int PREVIEWS = 3;

    private static final Map<String, Object> TYPICAL =
            Map.of(
                    "all",
                    List.of(
                            Map.of("field", "region", "op", "eq", "value", "CN-SH"),
                            Map.of(
                                    "count",
                                    "purchases",
                                    "window",
                                    "P90D",
                                    "op",
                                    "gte",
                                    "value",
                                    2)));

    private final StoredCustomers customers;
    private final Api api;

    SegmentScale(Settings settings) {
        this.customers = new StoredCustomers(settings, CUSTOMERS);
        this.api = new Api(settings, "ops");
    }

    List<Figure> measure() throws IOException, InterruptedException {
        customers.fill();
        // Draws the copies' conclusions for the first time: not what is measured.
        rebuild(Map.of("field", "region", "op", "eq", "value", "CN-BJ"));
        customers.awaitCalm();
        var previews = new ArrayList<Double>();
        var count = 0L;
        for (var time = 0; time < PREVIEWS; time++) {
            var begun = System.nanoTime();
            count =
                    api.post("/api/v1/segments/preview", Map.of("predicate", TYPICAL))
                            .orThrow()
                            .json()
                            .path("count")
                            .asLong();
            previews.add((System.nanoTime() - begun) / 1e6);
        }
        var preview = GatewayCost.median(previews);
        var rebuilt = rebuild(TYPICAL).toMillis();
        return List.of(
                new Figure(
                        "preview over %,d stored customers, %,d of them match"
                                .formatted(CUSTOMERS, count),
                        "%.0f ms".formatted(preview),
                        "limit 300 ms",
                        "%.2f".formatted(preview / 300),
                        "≤ 300 ms for 260,000"),
                new Figure(
                        "a segment of %,d stored customers made, store to store"
                                .formatted(CUSTOMERS),
                        "%.1f s, %,.0f customers/s"
                                .formatted(rebuilt / 1000.0, CUSTOMERS * 1000.0 / rebuilt),
                        "limit 10 s",
                        "%.2f".formatted(rebuilt / 10_000.0),
                        "≤ 10 s for 260,000"));
    }

    private Duration rebuild(Map<String, Object> predicate)
            throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var link =
                api.post("/api/v1/segments", Map.of("name", "Benchmark", "predicate", predicate))
                        .orThrow()
                        .header("Link");
        var job = link.substring(1, link.indexOf('>'));
        while (true) {
            var state = api.read(job).path("state").asString();
            if (state.equals("SUCCEEDED")) {
                return Duration.ofNanos(System.nanoTime() - begun);
            }
            if (state.equals("FAILED") || state.equals("CANCELLED")) {
                throw new IOException("The job ended as " + state);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
