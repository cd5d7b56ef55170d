package io.pondcrm.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAccumulator;

/**
 * Many customers: what they take of customer-service's heap while they are imported, how soon a
 * search among them answers, and whether a walk through all of them gets slower.
 */
final class CustomerScale {

    /** All that customers need. */
    static final List<String> PROGRAMS =
            List.of("store", "broker", "issuer", "customer", "gateway");

    private static final int HEAP_MEGABYTES = 512;
    private static final int MOST_CALLS = 60;
    private static final int PAGE = 200;
    private static final int COMPARED_PAGES = 25;
    private static final int WARM_UP = 600;
    private static final int SEARCHES = 2_000;
    private static final double LIMIT_MILLIS = 50;

    private final Settings settings;
    private final Terminal terminal;
    private final Api api;

    CustomerScale(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
        this.api = new Api(settings, "ops");
    }

    /** The heap's peak while so many customers are imported. */
    List<Figure> importWithin(int customers) throws IOException, InterruptedException {
        var file = write(customers);
        awaitFirstAnswer();
        var service = new Metrics(settings.port(Port.CUSTOMER));
        var peak = new DoubleAccumulator(Math::max, 0);
        var watch =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                while (true) {
                                    peak.accumulate(heapUsed(service));
                                    TimeUnit.MILLISECONDS.sleep(200);
                                }
                            } catch (InterruptedException _) {
                                // The import is done.
                            }
                        });
        importAll(file);
        watch.interrupt();
        watch.join();
        peak.accumulate(heapUsed(service));
        var most = service.sum("jvm_memory_max_bytes{area=\"heap\"") / (1 << 20);
        var megabytes = peak.get() / (1 << 20);
        return List.of(
                new Figure(
                        "heap of customer-service while %,d customers are imported"
                                .formatted(customers),
                        "%,.0f MB at most, garbage included".formatted(megabytes),
                        "limit %d MB (the JVM has %,.0f MB)".formatted(HEAP_MEGABYTES, most),
                        "%.2f".formatted(megabytes / HEAP_MEGABYTES),
                        "≤ 512 MB"));
    }

    /** 0 where the service does not tell in time. */
    private static double heapUsed(Metrics service) throws InterruptedException {
        var used = service.sum("jvm_memory_used_bytes{area=\"heap\"");
        return Double.isFinite(used) ? used : 0;
    }

    /** Searches and a walk among so many customers. */
    List<Figure> readAmong(int customers) throws IOException, InterruptedException {
        var file = write(customers);
        awaitFirstAnswer();
        importAll(file);
        awaitCalm();
        var figures = new ArrayList<Figure>();
        figures.add(searches(customers, bodies(file)));
        figures.add(walk());
        return figures;
    }

    private Path write(int customers) throws IOException {
        var file = settings.home().resolve("many-customers.csv");
        Files.createDirectories(file.getParent());
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            SampleCompany.until(LocalDate.of(2026, 1, 1), customers).writeCustomers(out);
        }
        return file;
    }

    private void importAll(Path file) throws IOException, InterruptedException {
        new Imports(api, terminal).run("customers", SampleCompany.SYSTEM, file);
    }

    private void awaitFirstAnswer() throws IOException, InterruptedException {
        var ada = Map.of("kind", "PERSON", "displayName", "Ada", "region", "CN-SH");
        for (var calls = 1; ; calls++) {
            var answer = api.put("/api/v1/customers/by-external-id/shop/first", ada);
            if (answer.status() < 400) {
                return;
            }
            if (calls == MOST_CALLS) {
                answer.orThrow();
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    /** Only customer-service runs, and follows its own events. */
    private void awaitCalm() throws InterruptedException {
        var service = new Metrics(settings.port(Port.CUSTOMER));
        for (var calm = 0; calm < 3; ) {
            var waiting = service.sum("outbox_pending") + service.sum("consumer_lag");
            calm = waiting == 0 ? calm + 1 : 0;
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    /** What people look for: a mailbox, a number, a whole name, a part of one, a region. */
    private static List<Map<String, Object>> bodies(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        var columns = List.of(lines.getFirst().split(",", -1));
        var bodies = new ArrayList<Map<String, Object>>();
        for (var at = 1; bodies.size() < SEARCHES && at < lines.size(); at += 41) {
            var cells = lines.get(at).split(",", -1);
            // An organization has no family name, and some customers lack a mailbox or a number.
            for (var sought : List.of("email", "phone", "displayName", "familyName")) {
                var cell = cells[columns.indexOf(sought)];
                if (!cell.isEmpty()) {
                    bodies.add(Map.of(sought.endsWith("Name") ? "text" : sought, cell));
                }
            }
            bodies.add(
                    Map.of(
                            "filter",
                            Map.of(
                                    "field",
                                    "region",
                                    "op",
                                    "eq",
                                    "value",
                                    cells[columns.indexOf("region")])));
        }
        return bodies;
    }

    private Figure searches(int customers, List<Map<String, Object>> bodies)
            throws IOException, InterruptedException {
        terminal.line("  Searching among %,d customers", customers);
        for (var body : bodies.subList(0, Math.min(WARM_UP, bodies.size()))) {
            millis("/api/v1/customers/search", body);
        }
        var millis = new ArrayList<Double>();
        for (var body : bodies) {
            millis.add(millis("/api/v1/customers/search", body));
        }
        var p99 = GatewayCost.quantile(millis, 0.99);
        return new Figure(
                "search among %,d customers: mailbox, number, name, part of a name, region"
                        .formatted(customers),
                "p99 %.1f ms, p50 %.1f ms".formatted(p99, GatewayCost.median(millis)),
                "limit 50 ms",
                "%.2f".formatted(p99 / LIMIT_MILLIS),
                "p99 ≤ 50 ms");
    }

    private double millis(String path, Map<String, Object> body)
            throws IOException, InterruptedException {
        var begun = System.nanoTime();
        api.post(path, body).orThrow();
        return (System.nanoTime() - begun) / 1e6;
    }

    /** The second of two walks counts: the first one warms up. */
    private Figure walk() throws IOException, InterruptedException {
        terminal.line("  Walking through all customers, twice");
        pages();
        var pages = pages();
        var full = pages.size() - 1;
        var first = GatewayCost.median(pages.subList(0, COMPARED_PAGES));
        var last = GatewayCost.median(pages.subList(full - COMPARED_PAGES, full));
        return new Figure(
                "a page of %d at the end of a walk of %,d".formatted(PAGE, pages.size()),
                "%.1f ms".formatted(last),
                "one at its beginning: %.1f ms".formatted(first),
                "%.2f".formatted(last / first),
                "≤ 1.5");
    }

    private List<Double> pages() throws IOException, InterruptedException {
        var millis = new ArrayList<Double>();
        var cursor = "";
        while (true) {
            var path = "/api/v1/customers?limit=" + PAGE + cursor;
            var begun = System.nanoTime();
            var page = api.get(path).orThrow();
            millis.add((System.nanoTime() - begun) / 1e6);
            var next = page.json().path("nextCursor").asString("");
            if (next.isEmpty()) {
                return millis;
            }
            cursor = "&cursor=" + URLEncoder.encode(next, UTF_8);
        }
    }
}
