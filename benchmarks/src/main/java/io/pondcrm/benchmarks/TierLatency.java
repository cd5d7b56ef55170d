package io.pondcrm.benchmarks;

import io.pondcrm.benchmarks.Benchmarks.Figure;
import io.pondcrm.suite.Api;
import io.pondcrm.suite.Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * From an accepted purchase to what a caller can read of it, while a hundred purchases a second
 * come in, through the gateway both ways. Purchases begin on their beat however long others take;
 * of one in {@value #SAMPLED} it is measured when its customer's new tier, new score or new
 * membership of a segment is there (one of them each, in turn), asked for every few milliseconds.
 * That asking comes on top of the load.
 */
final class TierLatency {

    private static final int PER_SECOND = 100;
    private static final int SAMPLED = 20;
    private static final int QUESTIONS = 3;
    private static final Duration RUN = Duration.ofSeconds(120);
    private static final int MEASURED = PER_SECOND * (int) RUN.toSeconds();
    private static final int WARM_UPS = 15_000;
    private static final int PURCHASES = WARM_UPS + MEASURED;

    /** In the warm-up. */
    private static final int AT_A_TIME = 8;

    /** Those who buy again and again; who is sampled buys for the first time. */
    private static final int REGULARS = 600;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(5);

    /** In milliseconds. */
    private static final int LIMIT_P50 = 50;

    private static final int LIMIT_P99 = 250;

    private final Settings settings;
    private final Api api;
    private final String run = String.valueOf(Clock.systemUTC().millis());
    private final ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final Waits accepted = new Waits("purchase accepted");
    private final Waits tier = new Waits("accepted purchase → new tier readable");
    private final Waits score = new Waits("accepted purchase → new score readable");
    private final Waits membership = new Waits("accepted purchase → membership readable");

    TierLatency(Settings settings) {
        this.settings = settings;
        this.api = new Api(settings, "ops");
    }

    /** How long each of many took, in milliseconds. */
    private record Waits(String what, ConcurrentLinkedQueue<Double> millis) {

        Waits(String what) {
            this(what, new ConcurrentLinkedQueue<>());
        }

        void since(long nanoTime) {
            millis.add((System.nanoTime() - nanoTime) / 1e6);
        }

        Figure figure(String load) {
            var all = List.copyOf(millis);
            var p50 = GatewayCost.median(all);
            var p99 = GatewayCost.quantile(all, 0.99);
            return new Figure(
                    "%s, %s".formatted(what, load),
                    "p50 %.0f ms, p99 %.0f ms of %,d".formatted(p50, p99, all.size()),
                    "limit %d and %d ms".formatted(LIMIT_P50, LIMIT_P99),
                    "%.2f and %.2f".formatted(p50 / LIMIT_P50, p99 / LIMIT_P99),
                    "p50 ≤ %d ms, p99 ≤ %d ms".formatted(LIMIT_P50, LIMIT_P99));
        }
    }

    List<Figure> measure() throws IOException, InterruptedException {
        var segment = segment();
        var regulars = customers("regular", REGULARS);
        var firstTimers = customers("first", PURCHASES / SAMPLED);
        Calm.await(settings);

        // Cold processes take fewer than come in open loop, and what waits would never be caught
        // up.
        warmUp(segment, regulars, firstTimers);
        Calm.await(settings);

        var begun = System.nanoTime();
        var calls = new ArrayList<Thread>();
        for (var number = WARM_UPS; number < PURCHASES; number++) {
            awaitBeat(begun, number - WARM_UPS);
            calls.add(buying(number, segment, regulars, firstTimers));
        }
        var sent = (System.nanoTime() - begun) / 1e9;
        for (var call : calls) {
            call.join();
        }
        var failure = failures.peek();
        if (failure != null) {
            throw new IOException(
                    "%,d of %,d purchases failed".formatted(failures.size(), PURCHASES), failure);
        }
        var load = "%.0f purchases/s".formatted(MEASURED / sent);
        return List.of(
                accepted.figure(load),
                tier.figure(load),
                score.figure(load),
                membership.figure(load));
    }

    private void warmUp(String segment, List<String> regulars, List<String> firstTimers)
            throws InterruptedException {
        var calls = new ArrayDeque<Thread>();
        for (var number = 0; number < WARM_UPS; number++) {
            if (calls.size() == AT_A_TIME) {
                calls.remove().join();
            }
            calls.add(buying(number, segment, regulars, firstTimers));
        }
        for (var call : calls) {
            call.join();
        }
    }

    private Thread buying(
            int number, String segment, List<String> regulars, List<String> firstTimers) {
        var isSampled = number % SAMPLED == 0;
        var customer =
                isSampled ? firstTimers.get(number / SAMPLED) : regulars.get(number % REGULARS);
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        buy(number, customer, isSampled ? segment : "");
                    } catch (IOException | RuntimeException failure) {
                        failures.add(failure);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private static void awaitBeat(long begun, int number) throws InterruptedException {
        var beat = begun + TimeUnit.SECONDS.toNanos(number) / PER_SECOND;
        TimeUnit.NANOSECONDS.sleep(beat - System.nanoTime());
    }

    /** Of who bought for much lately. */
    private String segment() throws IOException, InterruptedException {
        var recently = Map.of("count", "purchases", "window", "P90D", "op", "gte", "value", 1);
        var much = Map.of("field", "spend365d", "op", "gte", "value", "10000");
        return api.post(
                        "/api/v1/segments",
                        Map.of(
                                "name",
                                "Large purchases " + run,
                                "predicate",
                                Map.of("all", List.of(recently, much))))
                .orThrow()
                .json()
                .path("id")
                .asString();
    }

    private List<String> customers(String name, int count)
            throws IOException, InterruptedException {
        var ids = new ArrayList<String>();
        for (var number = 0; number < count; number++) {
            ids.add(
                    api.put(
                                    "/api/v1/customers/by-external-id/shop/%s-%s-%d"
                                            .formatted(name, run, number),
                                    Map.of("kind", "PERSON", "displayName", "Ada"))
                            .orThrow()
                            .json()
                            .path("id")
                            .asString());
        }
        return ids;
    }

    /**
     * @param segment the one to wait for; none is waited for if it is empty
     */
    private void buy(int number, String customer, String segment)
            throws IOException, InterruptedException {
        var isSampled = !segment.isEmpty();
        var begun = System.nanoTime();
        api.post(
                        "/api/v1/transactions",
                        Map.of(
                                "system",
                                "shop",
                                "externalId",
                                "latency-" + run + "-" + number,
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
                                Map.of(
                                        "amount",
                                        isSampled ? "20000.00" : "20.00",
                                        "currency",
                                        "CNY")))
                .orThrow();
        var answered = System.nanoTime();
        var counts = number >= WARM_UPS;
        if (counts) {
            accepted.since(begun);
        }
        if (!isSampled) {
            return;
        }
        var path = "/api/v1/customers/" + customer;
        switch (number / SAMPLED % QUESTIONS) {
            case 0 -> await(tier, path + "/tier", answered, counts, TierLatency::isGold);
            case 1 ->
                    await(
                            score,
                            path + "/scores/lifecycle",
                            answered,
                            counts,
                            it -> it.path("band").asString().equals("FIRST_PURCHASE"));
            default ->
                    await(
                            membership,
                            path + "/segments",
                            answered,
                            counts,
                            it -> isAmong(it.path("items"), segment));
        }
    }

    private static boolean isGold(JsonNode tier) {
        return tier.path("tier").asString().equals("GOLD");
    }

    private static boolean isAmong(JsonNode memberships, String segment) {
        for (var membership : memberships) {
            if (membership.path("segmentId").asString().equals(segment)) {
                return true;
            }
        }
        return false;
    }

    private void await(
            Waits waits, String path, long answered, boolean counts, Predicate<JsonNode> isThere)
            throws IOException, InterruptedException {
        while (true) {
            var answer = api.get(path);
            if (answer.status() == 200 && isThere.test(answer.json())) {
                if (counts) {
                    waits.since(answered);
                }
                return;
            }
            if (System.nanoTime() - answered > PATIENCE.toNanos()) {
                throw new IOException("Not readable within 30 s: " + path);
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_QUESTIONS.toNanos());
        }
    }
}
