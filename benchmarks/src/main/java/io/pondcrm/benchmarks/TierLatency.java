package io.pondcrm.benchmarks;

import io.pondcrm.benchmarks.Benchmarks.Figure;
import io.pondcrm.suite.Api;
import io.pondcrm.suite.Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** From an accepted purchase to a tier that a caller can read, through the gateway both times. */
final class TierLatency {

    private static final int WARM_UP = 50;
    private static final int PURCHASES = 200;

    private final Settings settings;

    TierLatency(Settings settings) {
        this.settings = settings;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        var api = new Api(settings, "ops");
        var run = String.valueOf(Clock.systemUTC().millis());
        var millis = new ArrayList<Double>();
        for (var at = 0; at < WARM_UP + PURCHASES; at++) {
            var took = oneUpgrade(api, run + "-" + at);
            if (at >= WARM_UP) {
                millis.add(took);
            }
        }
        var p99 = GatewayCost.quantile(millis, 0.99);
        return List.of(
                new Figure(
                        "accepted purchase → new tier readable",
                        "p50 %.0f ms, p99 %.0f ms".formatted(GatewayCost.median(millis), p99),
                        "limit 1,000 ms",
                        "%.2f".formatted(p99 / 1000),
                        "p99 ≤ 1 s (goal 250 ms)"));
    }

    private static double oneUpgrade(Api api, String key) throws IOException, InterruptedException {
        var customer =
                api.put(
                                "/api/v1/customers/by-external-id/shop/" + key,
                                Map.of("kind", "PERSON", "displayName", "Ada"))
                        .orThrow()
                        .json()
                        .path("id")
                        .asString();
        api.post(
                        "/api/v1/transactions",
                        Map.of(
                                "system",
                                "shop",
                                "externalId",
                                "latency-" + key,
                                "customerId",
                                customer,
                                "type",
                                "SALE",
                                "occurredAt",
                                Clock.systemUTC()
                                        .instant()
                                        .truncatedTo(ChronoUnit.MILLIS)
                                        .toString(),
                                "total",
                                Map.of("amount", "20000.00", "currency", "CNY")))
                .orThrow();
        var accepted = System.nanoTime();
        while (true) {
            var answer = api.get("/api/v1/customers/" + customer + "/tier");
            var passed = Duration.ofNanos(System.nanoTime() - accepted);
            if (answer.status() == 200 && answer.json().path("tier").asString().equals("GOLD")) {
                return passed.toNanos() / 1e6;
            }
            if (passed.compareTo(Duration.ofSeconds(30)) > 0) {
                throw new IOException("No new tier within 30 s");
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }
}
