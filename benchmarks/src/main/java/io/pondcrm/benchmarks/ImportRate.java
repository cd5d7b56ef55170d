package io.pondcrm.benchmarks;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import io.pondcrm.benchmarks.Benchmarks.Figure;
import io.pondcrm.suite.Api;
import io.pondcrm.suite.Imports;
import io.pondcrm.suite.Metrics;
import io.pondcrm.suite.Settings;
import io.pondcrm.suite.Settings.Port;
import io.pondcrm.suite.Terminal;
import io.pondcrm.suite.sample.SampleCompany;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * Rows a second through the gateway's import, against a bare driver that inserts the same documents
 * in bulk.
 */
final class ImportRate {

    private final Settings settings;
    private final Terminal terminal;

    ImportRate(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        var company = SampleCompany.until(LocalDate.of(2026, 1, 1));
        var customers = settings.home().resolve("benchmark-customers.csv");
        var transactions = settings.home().resolve("benchmark-transactions.csv");
        try (var out = new BufferedOutputStream(Files.newOutputStream(customers))) {
            company.writeCustomers(out);
        }
        try (var out = new BufferedOutputStream(Files.newOutputStream(transactions))) {
            company.writeTransactions(out);
        }
        warmUp(customers, transactions);
        return List.of(
                figure("customers", "customers", customers),
                figure("transactions", "transactions", transactions));
    }

    /** A part of the same company under another partner's name: both sides are measured warm. */
    private void warmUp(Path customers, Path transactions)
            throws IOException, InterruptedException {
        var some = settings.home().resolve("warm-up-customers.csv");
        var theirs = settings.home().resolve("warm-up-transactions.csv");
        List<String> rows;
        try (var lines = Files.lines(customers)) {
            rows = lines.limit(3_001).toList();
        }
        Files.write(some, rows);
        var keys = new HashSet<String>();
        rows.forEach(row -> keys.add(row.substring(0, row.indexOf(','))));
        try (var lines = Files.lines(transactions)) {
            Files.write(
                    theirs,
                    (Iterable<String>)
                            lines.filter(row -> {
                                var cells = row.split(",", 3);
                                return cells[0].equals("externalId") || keys.contains(cells[1]);
                            })
                                    ::iterator);
        }
        var imports = new Imports(new Api(settings, "ops"), terminal);
        imports.run("customers", "warm-up", some);
        imports.run("transactions", "warm-up", theirs);
    }

    /** Nothing of an earlier import is on its way any more. */
    private void awaitCalm() throws InterruptedException {
        var customer = new Metrics(settings.port(Port.CUSTOMER));
        var segmentation = new Metrics(settings.port(Port.SEGMENTATION));
        for (var calm = 0; calm < 3; ) {
            var pending =
                    customer.sum("outbox_pending")
                            + customer.sum("consumer_lag")
                            + segmentation.sum("outbox_pending")
                            + segmentation.sum("consumer_lag");
            calm = pending == 0 ? calm + 1 : 0;
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private Figure figure(String kind, String collection, Path file)
            throws IOException, InterruptedException {
        var imports = new Imports(new Api(settings, "ops"), terminal);
        awaitCalm();
        var begun = System.nanoTime();
        var rows =
                imports.run(kind, SampleCompany.SYSTEM, file)
                        .path("counters")
                        .path("read")
                        .asLong();
        var imported = rows / seconds(begun);
        awaitCalm();
        var bare = bareInserts(collection);
        return new Figure(
                "import of " + kind + " through the gateway",
                "%,.0f rows/s".formatted(imported),
                "bare driver, same documents, same store: %,.0f/s".formatted(bare),
                "%.2f".formatted(imported / bare),
                "≥ 0.25 (goal 0.6)");
    }

    /**
     * The very documents that the import made, inserted a thousand at a time into a database of
     * their own.
     */
    private double bareInserts(String collection) {
        try (var client =
                MongoClients.create(
                        "mongodb://127.0.0.1:"
                                + settings.port(Settings.Port.STORE)
                                + "/?retryWrites=false")) {
            var documents =
                    client.getDatabase("customer-service")
                            .getCollection(collection)
                            .find(of(collection))
                            .into(new ArrayList<Document>());
            var scratch = client.getDatabase("benchmark-scratch").getCollection(collection);
            insert(scratch, documents);
            scratch.drop();
            var begun = System.nanoTime();
            insert(scratch, documents);
            var rate = documents.size() / seconds(begun);
            scratch.drop();
            return rate;
        }
    }

    private static Document of(String collection) {
        return collection.equals("customers")
                ? new Document("systems", SampleCompany.SYSTEM)
                : new Document("system", SampleCompany.SYSTEM);
    }

    private static void insert(MongoCollection<Document> scratch, List<Document> documents) {
        for (var from = 0; from < documents.size(); from += 1_000) {
            scratch.insertMany(
                    documents.subList(from, Math.min(documents.size(), from + 1_000)),
                    new InsertManyOptions().ordered(false));
        }
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
