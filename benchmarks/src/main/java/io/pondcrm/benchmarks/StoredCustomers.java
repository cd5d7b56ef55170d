package io.pondcrm.benchmarks;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.TypeId;
import io.pondcrm.suite.Api;
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
import org.bson.Document;

/**
 * Customers put straight into the store of segmentation-service: copies of one that the service
 * made itself, each with a region and purchases of its own.
 */
final class StoredCustomers {

    private static final int PART = 1_000;
    private static final int MOST_PURCHASES = 12;
    private static final List<String> REGIONS = List.of("CN-SH", "CN-BJ", "CN-GD", "CN-ZJ");

    private final Settings settings;
    private final Api api;
    private final int customers;

    StoredCustomers(Settings settings, int customers) {
        this.settings = settings;
        this.api = new Api(settings, "ops");
        this.customers = customers;
    }

    /**
     * Puts them into the store.
     *
     * @return how many purchases they have
     */
    long fill() throws IOException, InterruptedException {
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
        try (var client = client()) {
            var standings = standings(client);
            var template = standings.find(new Document("_id", customer)).first();
            if (template == null || template.getList("purchases", Document.class).isEmpty()) {
                throw new IOException("The service did not hear of the purchase");
            }
            return insert(standings, template, now);
        }
    }

    /** Reads them all and inserts a small document for each, a thousand at a time. */
    Duration copyByBareDriver() {
        try (var client = client()) {
            var members = client.getDatabase("benchmark").getCollection("members");
            var begun = System.nanoTime();
            var part = new ArrayList<Document>();
            for (var standing : standings(client).find().sort(new Document("_id", 1))) {
                part.add(
                        new Document("_id", "run:" + standing.getString("_id"))
                                .append("run", "run")
                                .append("customer", standing.getString("_id"))
                                .append("segment", "CHAMPIONS")
                                .append("lastDay", 20_000)
                                .append(
                                        "frequency",
                                        standing.getList("purchases", Document.class).size())
                                .append("monetary", "100.50")
                                .append("cell", "555"));
                if (part.size() == PART) {
                    members.insertMany(part);
                    part.clear();
                }
            }
            if (!part.isEmpty()) {
                members.insertMany(part);
            }
            var took = Duration.ofNanos(System.nanoTime() - begun);
            members.drop();
            return took;
        }
    }

    private MongoClient client() {
        return MongoClients.create(
                "mongodb://127.0.0.1:" + settings.port(Port.STORE) + "/?retryWrites=false");
    }

    private static MongoCollection<Document> standings(MongoClient client) {
        return client.getDatabase("segmentation-service").getCollection("standings");
    }

    private long insert(MongoCollection<Document> standings, Document template, Instant now) {
        var all = 0L;
        var random = new SplittableRandom(260);
        var bought = template.getList("purchases", Document.class).getFirst();
        var part = new ArrayList<Document>();
        for (var number = 0; number < customers; number++) {
            var purchases = new ArrayList<Document>();
            var at = now.minus(Duration.ofDays(365));
            for (var time = random.nextInt(MOST_PURCHASES); time > 0; time--) {
                at = at.plusSeconds(random.nextInt(1, 5_000_000));
                if (at.isBefore(now)) {
                    var purchase = new Document(bought);
                    purchase.put("_id", TypeId.of("trx", new UUID(number, time)));
                    purchase.put("at", Date.from(at));
                    purchase.put("sum", 20 + (31 * number + 7 * time) % 480 + ".50");
                    purchases.add(purchase);
                }
            }
            all += purchases.size();
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
            if (part.size() == PART || number + 1 == customers) {
                standings.insertMany(part);
                part.clear();
            }
        }
        return all;
    }

    /** Waits until no service has an event left to send or to hear. */
    void awaitCalm() throws InterruptedException {
        Calm.await(settings);
    }
}
