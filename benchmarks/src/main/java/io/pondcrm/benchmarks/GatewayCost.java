package io.pondcrm.benchmarks;

import io.pondcrm.benchmarks.Benchmarks.Figure;
import io.pondcrm.suite.Api;
import io.pondcrm.suite.Settings;
import io.pondcrm.suite.Settings.Port;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the gateway costs: a GET of one customer, with tokens on, straight at the service and
 * through the gateway.
 */
final class GatewayCost {

    private static final int CONNECTIONS = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(70);
    private static final Duration RUN = Duration.ofSeconds(10);
    private static final int ROUNDS = 3;

    private final Settings settings;

    GatewayCost(Settings settings) {
        this.settings = settings;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        var api = new Api(settings, "ops");
        var id =
                api.put(
                                "/api/v1/customers/by-external-id/shop/benchmark",
                                Map.of("kind", "PERSON", "displayName", "Ada"))
                        .orThrow()
                        .json()
                        .path("id")
                        .asString();
        var path = "/api/v1/customers/" + id;
        var direct =
                request("http://127.0.0.1:" + settings.port(Port.CUSTOMER) + path, api.token());
        var through = request(settings.gateway() + path, api.token());
        throughput(direct, WARM_UP.dividedBy(2));
        throughput(through, WARM_UP.dividedBy(2));

        var ratios = new ArrayList<Double>();
        var directRates = new ArrayList<Double>();
        var throughRates = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            directRates.add(throughput(direct, RUN));
            throughRates.add(throughput(through, RUN));
            ratios.add(directRates.getLast() / throughRates.getLast());
        }
        var added = new ArrayList<Double>();
        var straight = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            var hop = p50AtHundredPerSecond(through);
            straight.add(p50AtHundredPerSecond(direct));
            added.add(hop - straight.getLast());
        }
        return List.of(
                new Figure(
                        "GET of a customer, 32 connections, tokens on",
                        "%,.0f/s through the gateway".formatted(median(throughRates)),
                        "straight at the service: %,.0f/s".formatted(median(directRates)),
                        "%.2f".formatted(median(ratios)),
                        "≤ 2.5 (goal 1.5)"),
                new Figure(
                        "p50 that the gateway adds at 100 requests/s",
                        "%.2f ms".formatted(median(added)),
                        "straight at the service: %.2f ms".formatted(median(straight)),
                        "+ %.2f ms".formatted(median(added)),
                        "≤ 3 ms (goal 1 ms)"));
    }

    private static HttpRequest request(String uri, String token) {
        return HttpRequest.newBuilder(URI.create(uri))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token)
                .build();
    }

    private static double throughput(HttpRequest request, Duration length)
            throws InterruptedException {
        var answers = new AtomicLong();
        var until = System.nanoTime() + length.toNanos();
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var connections = new ArrayList<Thread>();
            for (var at = 0; at < CONNECTIONS; at++) {
                connections.add(
                        Thread.ofVirtual()
                                .start(() -> {
                                    while (System.nanoTime() < until) {
                                        send(http, request);
                                        answers.incrementAndGet();
                                    }
                                }));
            }
            for (var connection : connections) {
                connection.join();
            }
        }
        return answers.get() / (length.toMillis() / 1000.0);
    }

    private static double p50AtHundredPerSecond(HttpRequest request) throws InterruptedException {
        var millis = new ConcurrentLinkedQueue<Double>();
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var calls = new ArrayList<Thread>();
            for (var at = 0; at < 1_000; at++) {
                calls.add(
                        Thread.ofVirtual()
                                .start(() -> {
                                    var begun = System.nanoTime();
                                    send(http, request);
                                    millis.add((System.nanoTime() - begun) / 1e6);
                                }));
                TimeUnit.MILLISECONDS.sleep(10);
            }
            for (var call : calls) {
                call.join();
            }
        }
        return median(new ArrayList<>(millis));
    }

    private static void send(HttpClient http, HttpRequest request) {
        try {
            var status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("The answer was " + status);
            }
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure);
        }
    }

    static double median(List<Double> values) {
        return quantile(values, 0.5);
    }

    static double quantile(List<Double> values, double share) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(
                (int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
    }
}
