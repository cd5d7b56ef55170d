package io.pondcrm.benchmarks;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.pondcrm.benchmarks.Benchmarks.Figure;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.suite.Api;
import io.pondcrm.suite.Metrics;
import io.pondcrm.suite.Settings;
import io.pondcrm.suite.Settings.Port;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * A predicate over customers as they lie in the store, through the gateway: its preview, and the
 * job that makes a segment of it. The customers are copies of one that the service made itself,
 * each with a region and purchases of its own.
 */
final class SegmentScale {

    private static final int CUSTOMERS =
            Integer.parseInt(System.getenv().getOrDefault("POND_SEGMENT_CUSTOMERS", "260000"));
    private static final int PART = 1_000;
    private static final int PREVIEWS = 3;
    private static final int MOST_PURCHASES = 12;
    private static final List<String> REGIONS = List.of("CN-SH", "CN-BJ", "CN-GD", "CN-ZJ");

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

    private final Settings settings;
    private final Api api;

    SegmentScale(Settings settings) {
        this.settings = settings;
        this.api = new Api(settings, "ops");
    }

    List<Figure> measure() throws IOException, InterruptedException {
        fill();
        // Draws the copies' conclusions for the first time: not what is measured.
        rebuild(Map.of("field", "region", "op", "eq", "value", "CN-BJ"));
        awaitCalm();
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

    private void fill() throws IOException, InterruptedException {
        var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        var customer =
                api.put(
                                "/api/v1/customers/by-external-id/shop/scale-" + now.toEpochMilli(),
                                Map.of("kind", "PERSON", "displayName", "Ada", "region", "CN-SH"))
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
                                "scale-" + now.toEpochMilli(),
                                "customerId",
                                customer,
                                "type",
                                "SALE",
                                "occurredAt",
                                now.toString(),
                                "total",
                                Map.of("amount", "20.00", "currency", "CNY")))
                .orThrow();
        awaitCalm();
        try (var client =
                MongoClients.create(
                        "mongodb://127.0.0.1:"
                                + settings.port(Port.STORE)
                                + "/?retryWrites=false")) {
            var standings = client.getDatabase("segmentation-service").getCollection("standings");
            var template = standings.find(new Document("_id", customer)).first();
            if (template == null || template.getList("purchases", Document.class).isEmpty()) {
                throw new IOException("The service did not hear of the purchase");
            }
            insert(standings, template, now);
        }
    }

    private static void insert(
            MongoCollection<Document> standings, Document template, Instant now) {
        var random = new SplittableRandom(260);
        var bought = template.getList("purchases", Document.class).getFirst();
        var part = new ArrayList<Document>();
        for (var number = 0; number < CUSTOMERS; number++) {
            var purchases = new ArrayList<Document>();
            var at = now.minus(Duration.ofDays(730));
            for (var time = random.nextInt(MOST_PURCHASES); time > 0; time--) {
                at = at.plusSeconds(random.nextInt(1, 5_000_000));
                if (at.isBefore(now)) {
                    var purchase = new Document(bought);
                    purchase.put("id", "txn-" + number + "-" + time);
                    purchase.put("at", Date.from(at));
                    purchases.add(purchase);
                }
            }
            var profile = new Document(template.get("profile", Document.class));
            profile.put("region", REGIONS.get(random.nextInt(REGIONS.size())));
            var copy = new Document(template);
            copy.put(
                    "_id",
                    CustomerId.of(new UUID(0x0190_0000_0000_7000L, Long.MIN_VALUE | number))
                            .value());
            copy.put("profile", profile);
            copy.put("purchases", purchases);
            part.add(copy);
            if (part.size() == PART || number + 1 == CUSTOMERS) {
                standings.insertMany(part);
                part.clear();
            }
        }
    }

    private void awaitCalm() throws InterruptedException {
        for (var calm = 0; calm < 3; ) {
            calm = Metrics.waiting(settings) == 0 ? calm + 1 : 0;
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }
}
