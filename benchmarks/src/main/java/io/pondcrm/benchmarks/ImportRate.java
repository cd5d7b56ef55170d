package io.pondcrm.benchmarks;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertManyOptions;
import io.pondcrm.benchmarks.Benchmarks.Figure;
import io.pondcrm.suite.Api;
import io.pondcrm.suite.Imports;
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
import java.util.Arrays;
import java.util.List;
import org.bson.Document;

/**
 * Rows a second through the gateway's import, against a bare driver that inserts the same documents
 * in bulk.
 */
final class ImportRate {

    private static final String LIMIT = "≥ 0.5 (goal 0.6)";

    private static final int BARE_RUNS = 7;

    /** So many that the job's beginning and end do not weigh: what counts is a rate that lasts. */
    private static final int CUSTOMERS = 30_000;

    private final Settings settings;
    private final Terminal terminal;

    ImportRate(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        var files = write(CUSTOMERS);
        importAs("warm-up", files);
        importAs("second-warm-up", files);
        var figures = new ArrayList<Figure>();
        figures.addAll(figures("customers", files.customers()));
        figures.addAll(figures("transactions", files.transactions()));
        return figures;
    }

    /** The sample company goes in, and all services follow. */
    void load() throws IOException, InterruptedException {
        importAs(SampleCompany.SYSTEM, write(SampleCompany.CUSTOMERS));
    }

    private record Sample(Path customers, Path transactions) {}

    private Sample write(int size) throws IOException {
        var day = LocalDate.of(2026, 1, 1);
        var customers = settings.home().resolve("benchmark-customers.csv");
        var transactions = settings.home().resolve("benchmark-transactions.csv");
        try (var out = new BufferedOutputStream(Files.newOutputStream(customers))) {
            SampleCompany.until(day, size).writeCustomers(out);
        }
        try (var out = new BufferedOutputStream(Files.newOutputStream(transactions))) {
            SampleCompany.until(day).writeTransactions(out);
        }
        return new Sample(customers, transactions);
    }

    /** Under another partner's name than the measured one, both sides are warm afterwards. */
    private void importAs(String system, Sample sample) throws IOException, InterruptedException {
        imports().run("customers", system, sample.customers());
        imports().run("transactions", system, sample.transactions());
        awaitCalm();
    }

    private Imports imports() throws IOException, InterruptedException {
        return new Imports(new Api(settings, "ops"), terminal);
    }

    /** Nothing of an earlier import is on its way any more. */
    private void awaitCalm() throws InterruptedException {
        Calm.await(settings);
    }

    private List<Figure> figures(String kind, Path file) throws IOException, InterruptedException {
        awaitCalm();
        var begun = System.nanoTime();
        var rows =
                imports()
                        .run(kind, SampleCompany.SYSTEM, file)
                        .path("counters")
                        .path("read")
                        .asLong();
        var imported = rows / seconds(begun);
        awaitCalm();
        var followed = rows / seconds(begun);
        var bare = bareInserts(kind);
        return List.of(
                figure("import of " + kind + " through the gateway", imported, bare, LIMIT),
                figure("the same, until all services have followed", followed, bare, "-"));
    }

    private static Figure figure(String what, double rate, double bare, String limit) {
        return new Figure(
                what,
                "%,.0f rows/s".formatted(rate),
                "bare driver, same documents, indexes and store: %,.0f/s".formatted(bare),
                "%.2f".formatted(rate / bare),
                limit);
    }

    /**
     * The very documents that the import made, inserted a thousand at a time into a database of
     * their own, with the indexes that every reader of them needs. The median of some runs, because
     * each takes but a second or two.
     */
    private double bareInserts(String collection) {
        try (var client =
                MongoClients.create(
                        "mongodb://127.0.0.1:"
                                + settings.port(Port.STORE)
                                + "/?retryWrites=false")) {
            var imported = client.getDatabase("customer-service").getCollection(collection);
            var documents = imported.find(of(collection)).into(new ArrayList<Document>());
            var scratch = client.getDatabase("benchmark-scratch").getCollection(collection);
            var rates = new double[BARE_RUNS];
            for (var run = 0; run < BARE_RUNS; run++) {
                copyIndexes(imported, scratch);
                var begun = System.nanoTime();
                insert(scratch, documents);
                rates[run] = documents.size() / seconds(begun);
                scratch.drop();
            }
            Arrays.sort(rates);
            return rates[BARE_RUNS / 2];
        }
    }

    private static Document of(String collection) {
        return collection.equals("customers")
                ? new Document("systems", SampleCompany.SYSTEM)
                : new Document("system", SampleCompany.SYSTEM);
    }

    private static void copyIndexes(MongoCollection<Document> from, MongoCollection<Document> to) {
        for (var index : from.listIndexes()) {
            var keys = index.get("key", Document.class);
            if (!keys.containsKey("_id")) {
                to.createIndex(
                        keys,
                        new IndexOptions()
                                .unique(index.getBoolean("unique", false))
                                .sparse(index.getBoolean("sparse", false)));
            }
        }
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
