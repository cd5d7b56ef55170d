package io.pondcrm.customer.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.PublicData;
import io.pondcrm.chassis.test.TestTokens;
import io.pondcrm.customer.CustomerServiceApplication;
import io.pondcrm.customer.imports.domain.ImportChunks;
import io.pondcrm.customer.imports.domain.ImportCounts;
import io.pondcrm.customer.imports.domain.RecordFormat;
import io.pondcrm.customer.mapping.domain.RecordKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PondTest
@SpringBootTest(
        classes = CustomerServiceApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ImportServiceTest {

    static final HttpClient HTTP = HttpClient.newHttpClient();
    static final Path ROOT = Path.of("..");
    static final String OPS =
            TestTokens.with(
                    "imports:read",
                    "imports:write",
                    "mappings:read",
                    "mappings:write",
                    "jobs:read",
                    "customers:pii");

    @LocalServerPort int port;
    @Autowired MongoOperations mongo;
    @Autowired SpoolFile spoolFile;
    @Autowired Imports imports;
    @Autowired ImportChunks chunks;
    @Autowired ApplyImport applyImport;
    @Autowired JsonMapper json;

    @Test
    void a_retailers_invoices_go_in_with_a_mapping_of_columns_only() throws Exception {
        var retail = Files.readAllBytes(PublicData.ONLINE_RETAIL.file());
        var mapping = Files.readString(ROOT.resolve("examples/online-retail-mapping.json"));
        assertThat(put("/partners/online-retail/mappings/transactions", mapping, null).statusCode())
                .isEqualTo(201);

        var started = System.nanoTime();
        var first = importFile("transaction", "online-retail", "text/csv", retail);
        var millis = (System.nanoTime() - started) / 1_000_000;
        System.out.printf(
                "Online Retail: 22,190 rows in %,d ms, %,d rows/s%n", millis, 22_190_000L / millis);
        var second = importFile("transaction", "online-retail", "text/csv", retail);

        assertThat(counters(first))
                .isEqualTo(
                        Map.of(
                                "read",
                                22_190L,
                                "applied",
                                22_190L,
                                "unchanged",
                                0L,
                                "rejected",
                                0L));
        assertThat(counters(second))
                .isEqualTo(
                        Map.of(
                                "read",
                                22_190L,
                                "applied",
                                0L,
                                "unchanged",
                                22_190L,
                                "rejected",
                                0L));
        assertThat(storedTotals("online-retail")).isEqualTo(totalsOfFile()).hasSize(4_372);
    }

    @Test
    void bad_rows_are_named_and_go_in_once_corrected() throws Exception {
        var file = new StringBuilder("externalId,displayName,email,birthDate\n");
        for (var row = 1; row <= 1_000; row++) {
            file.append(
                    row % 20 == 0
                            ? "R%d,Ada %d,no-mail-%d,1990-02-30\n".formatted(row, row, row)
                            : "R%d,Ada %d,ada%d@example.org,1990-02-28\n".formatted(row, row, row));
        }
        file.append("R1001,=cmd(),x\n\"R1002,Eve,eve@example.org,\nR1003,Flo,,\n");

        var job = importFile("customer", "fixer", "text/csv", file.toString().getBytes(UTF_8));

        assertThat(counters(job))
                .isEqualTo(
                        Map.of("read", 1_003L, "applied", 951L, "unchanged", 0L, "rejected", 52L));
        var rejects = get("/customer-imports/" + job.get("id").asString() + "/rejects", OPS).body();
        var lines = rejects.lines().toList();
        assertThat(lines).hasSize(53);
        assertThat(lines.get(1))
                .startsWith("21,\"/birthDate /email\",\"date-format email-format\",")
                .endsWith("R20,\"Ada 20\",no-mail-20,1990-02-30");
        assertThat(lines.get(51)).startsWith("1002,,column-count,").contains("\"R1001,=cmd(),x\"");
        assertThat(lines.get(52)).startsWith("1003,,quote-unclosed,");
        assertThat(job.get("rejectsUrl").asString()).endsWith("/rejects");

        var corrected =
                rejects.lines()
                        .limit(51)
                        .map(line ->
                                line.replaceAll(
                                        "no-mail-(\\d+),1990-02-30",
                                        "ada$1@example.org,1990-02-28"))
                        .reduce("", (all, line) -> all + line + "\n");
        var again = importFile("customer", "fixer", "text/csv", corrected.getBytes(UTF_8));

        assertThat(counters(again))
                .isEqualTo(Map.of("read", 50L, "applied", 50L, "unchanged", 0L, "rejected", 0L));
    }

    @Test
    void json_lines_go_in_and_rows_of_one_customer_are_applied_in_order() throws Exception {
        var file =
                """
                {"externalId":"J1","displayName":"王小明","tags":["vip","new"],"attributes":{"size":44}}
                {"externalId":"J1","displayName":"王大明"}
                {"externalId":"J1","displayName":"王大明"}
                {"externalId":"J2","gender":"MALE"}
                not json
                {"externalId":"J2","gender":null}
                """;

        var first = importFile("customer", "lines", "application/x-ndjson", file.getBytes(UTF_8));
        var rejects =
                get("/customer-imports/" + first.get("id").asString() + "/rejects", OPS).body();

        assertThat(counters(first))
                .isEqualTo(Map.of("read", 6L, "applied", 4L, "unchanged", 1L, "rejected", 1L));
        assertThat(json.readTree(rejects).at("/reject/line").asInt()).isEqualTo(5);
        assertThat(json.readTree(rejects).at("/reject/record").asString()).isEqualTo("not json");
    }

    @Test
    void partners_import_and_see_only_what_is_theirs() throws Exception {
        var own =
                TestTokens.partner(
                        "mine",
                        "imports:write",
                        "imports:read",
                        "jobs:read",
                        "mappings:read",
                        "mappings:write");
        var other =
                TestTokens.partner(
                        "other", "imports:read", "jobs:read", "mappings:read", "mappings:write");
        var file = BodyPublishers.ofString("externalId\nP1\n=bad key\n");

        assertThat(post("/customer-imports?system=theirs", "text/csv", file, own).statusCode())
                .isEqualTo(403);
        var accepted = post("/customer-imports", "text/csv", file, own);
        assertThat(accepted.statusCode()).isEqualTo(202);
        var job = await(accepted.headers().firstValue("Location").orElseThrow(), own);
        var rejects = "/customer-imports/" + job.get("id").asString() + "/rejects";
        assertThat(get(rejects, own).body()).contains("\"'=bad key\"");
        assertThat(get(rejects, other).statusCode()).isEqualTo(404);
        assertThat(get(rejects.replace("customer", "transaction"), own).statusCode())
                .isEqualTo(404);
        assertThat(get(rejects, TestTokens.with("imports:read")).body()).doesNotContain("bad key");
        assertThat(get("/partners/mine/mappings/customers", other).statusCode()).isEqualTo(404);
    }

    @Test
    void mappings_are_replaced_only_by_who_has_read_them() throws Exception {
        var path = "/partners/web/mappings/customers";
        var mapping = "{\"columns\":{\"externalId\":\"no\",\"attributes.size\":\"size\"}}";

        assertThat(get(path, OPS).headers().firstValue("ETag")).contains("\"0\"");
        assertThat(put(path, mapping, null).statusCode()).isEqualTo(201);
        assertThat(put(path, mapping, null).statusCode()).isEqualTo(428);
        assertThat(put(path, mapping, "\"7\"").statusCode()).isEqualTo(412);
        var replaced = put(path, mapping.replace("\"no\"", "\"number\""), "\"1\"");
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(replaced.headers().firstValue("ETag")).contains("\"2\"");
        assertThat(
                        json.readTree(get(path, OPS).body())
                                .at("/definition/columns/externalId")
                                .asString())
                .isEqualTo("number");
        assertThat(json.readTree(get("/partners", OPS).body()).at("/items").toString())
                .contains("\"web\"");

        var flawed = put(path, "{\"columns\":{\"colour\":\"c\"},\"zone\":\"Mars\"}", "\"2\"");
        assertThat(flawed.statusCode()).isEqualTo(422);
        assertThat(flawed.body()).contains("/columns/colour", "/columns/externalId", "/zone");

        assertThat(send("DELETE", path, null, BodyPublishers.noBody(), OPS, "\"2\"").statusCode())
                .isEqualTo(204);
        assertThat(json.readTree(get(path, OPS).body()).at("/version").asLong()).isZero();
    }

    @Test
    void files_that_cannot_be_read_are_refused_at_once() throws Exception {
        assertThat(upload("text/csv", "").body()).contains("empty-file");
        assertThat(upload("text/csv", "name\nAda\n").body())
                .contains("columns-missing")
                .contains("externalId");
        assertThat(upload("text/csv", "externalId,a,a\n").body()).contains("unreadable-header");
        assertThat(upload("application/json", "{}").statusCode()).isEqualTo(415);
        assertThat(
                        post(
                                        "/customer-imports",
                                        "text/csv",
                                        BodyPublishers.ofString("externalId\n1\n"),
                                        OPS)
                                .body())
                .contains("system-required");
    }

    /** R15 in its gate form: 20,000 rows, the worker dies at random moments. */
    @Test
    void a_worker_that_dies_again_and_again_counts_and_applies_each_row_once() throws Exception {
        var file = new StringBuilder("externalId,customerExternalId,occurredAt,amount,currency\n");
        for (var row = 0; row < 20_000; row++) {
            // Each 100th row comes twice, each 250th is bad.
            file.append(
                    "K%d,c%d,2026-03-%02dT12:00:00Z,%s,CNY\n"
                            .formatted(
                                    row % 100 == 99 ? row - 1 : row,
                                    (row % 100 == 99 ? row - 1 : row) % 700,
                                    1 + (row % 100 == 99 ? row - 1 : row) % 28,
                                    row % 250 == 0
                                            ? "x"
                                            : "12."
                                                    + (10
                                                            + (row % 100 == 99 ? row - 1 : row)
                                                                    % 90)));
        }
        put(
                "/partners/killed/mappings/transactions",
                "{\"columns\":{\"externalId\":\"externalId\",\"customerExternalId\":\"customerExternalId\","
                        + "\"occurredAt\":\"occurredAt\",\"amount\":\"amount\",\"currency\":\"currency\"},"
                        + "\"unknownCustomer\":\"CREATE\"}",
                null);
        var spooled =
                spoolFile.handle(
                        "killed-job",
                        RecordKind.TRANSACTIONS,
                        "killed",
                        RecordFormat.CSV,
                        new ByteArrayInputStream(file.toString().getBytes(UTF_8)));
        imports.put("killed-job", ((Spooling.Spooled) spooled).spec());

        var run = new MortalRun("killed-job", new Random(7));
        var deaths = 0;
        for (var done = false; !done; ) {
            try {
                new ImportJob(RecordKind.TRANSACTIONS, imports, run.mortal(chunks), applyImport)
                        .run(run);
                done = true;
            } catch (Killed _) {
                deaths++;
            }
        }

        assertThat(deaths).isGreaterThan(10);
        assertThat(run.counters())
                .isEqualTo(
                        Map.of(
                                "read",
                                20_000L,
                                "applied",
                                19_720L,
                                "unchanged",
                                200L,
                                "rejected",
                                80L));
        assertThat(numbersOf("killed")).doesNotHaveDuplicates().hasSize(19_720);
        assertThat(
                        mongo.getCollection("importChunks")
                                .countDocuments(
                                        new Document(
                                                "_id",
                                                new Document("$gte", "killed-job#")
                                                        .append("$lt", "killed-job$"))))
                .isZero();
        var rejected = new ArrayList<Long>();
        chunks.forEachReject("killed-job", reject -> rejected.add(reject.line()));
        assertThat(rejected)
                .isEqualTo(IntStream.range(0, 80).mapToObj(bad -> bad * 250L + 2).toList());
    }

    @Test
    void two_workers_on_one_part_apply_each_row_once_and_both_count_all() throws Exception {
        var file = new StringBuilder("externalId,displayName\n");
        for (var row = 0; row < 1_000; row++) {
            file.append("T%d,Ada %d\n".formatted(row % 900, row));
        }
        var spooled =
                (Spooling.Spooled)
                        spoolFile.handle(
                                "twice-job",
                                RecordKind.CUSTOMERS,
                                "twice",
                                RecordFormat.CSV,
                                new ByteArrayInputStream(file.toString().getBytes(UTF_8)));
        var counts = new ArrayList<Object>();
        var failure = new AtomicReference<@Nullable Throwable>();
        var workers =
                IntStream.range(0, 2)
                        .mapToObj(_ ->
                                Thread.ofVirtual()
                                        .start(() -> {
                                            try {
                                                var mine =
                                                        applyFirstPart("twice-job", spooled.spec());
                                                synchronized (counts) {
                                                    counts.add(mine);
                                                }
                                            } catch (RuntimeException broken) {
                                                failure.set(broken);
                                            }
                                        }))
                        .toList();
        for (var worker : workers) {
            worker.join();
        }

        assertThat(failure.get()).isNull();
        assertThat(counts.getFirst()).isEqualTo(counts.getLast());
        assertThat(counts.getFirst())
                .hasToString("ImportCounts[read=1000, applied=1000, unchanged=0, rejected=0]");
        assertThat(
                        mongo.getCollection("customers")
                                .countDocuments(
                                        new Document(
                                                "externalKeys",
                                                new Document("$gte", "twice")
                                                        .append("$lt", "twicf"))))
                .isEqualTo(900);
    }

    private ImportCounts applyFirstPart(String job, ImportSpec spec) {
        var lanes = applyImport.read(job, spec, 0);
        return IntStream.range(0, lanes.size())
                .mapToObj(lane -> applyImport.handle(job, spec, 0, lane, lanes.get(lane)))
                .reduce(ImportCounts.NONE, ImportCounts::plus);
    }

    /** A worker's death. */
    static final class Killed extends Error {}

    /** A job's run that remembers like the store does, on a worker that dies at random. */
    private static final class MortalRun implements JobRun {

        private final String id;
        private final Random random;
        private Map<String, Object> checkpoint = Map.of();
        private Map<String, Long> counters = Map.of();

        MortalRun(String id, Random random) {
            this.id = id;
            this.random = random;
        }

        void live() {
            if (random.nextInt(6) == 0) {
                throw new Killed();
            }
        }

        ImportChunks mortal(ImportChunks real) {
            return (ImportChunks)
                    Proxy.newProxyInstance(
                            ImportChunks.class.getClassLoader(),
                            new Class<?>[] {ImportChunks.class},
                            (_, method, args) -> {
                                live();
                                var result = method.invoke(real, args);
                                live();
                                return result;
                            });
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Map<String, Object> params() {
            return Map.of();
        }

        @Override
        public Map<String, Object> checkpoint() {
            return checkpoint;
        }

        @Override
        public Map<String, Long> counters() {
            return counters;
        }

        @Override
        public void progress(long done, long total) {
            live();
        }

        @Override
        public void save(Map<String, ?> next, Map<String, Long> counted) {
            live();
            checkpoint = new HashMap<>(next);
            counters = counted;
            live();
        }

        @Override
        public void check() {}

        @Override
        public void resultAt(String url) {}

        @Override
        public void rejectsAt(String url) {}
    }

    private List<String> numbersOf(String system) {
        var numbers = new ArrayList<String>();
        mongo.getCollection("transactions")
                .find(new Document("system", system))
                .forEach(document -> numbers.add(document.getString("externalId")));
        return numbers;
    }

    private Map<String, BigDecimal> storedTotals(String system) {
        var keys = new HashMap<String, String>();
        mongo.getCollection("customers")
                .find()
                .forEach(customer -> {
                    for (var key : customer.getList("externalKeys", String.class, List.of())) {
                        if (key.startsWith(system)) {
                            keys.put(customer.getString("_id"), key.substring(system.length() + 1));
                        }
                    }
                });
        var totals = new TreeMap<String, BigDecimal>();
        mongo.getCollection("transactions")
                .find(new Document("system", system))
                .forEach(transaction -> {
                    var amount = amountOf(transaction);
                    totals.merge(
                            keys.get(transaction.getString("customerId")),
                            transaction.getString("type").equals("REFUND")
                                    ? amount.negate()
                                    : amount,
                            BigDecimal::add);
                });
        totals.replaceAll((_, total) -> total.stripTrailingZeros());
        return totals;
    }

    private static BigDecimal amountOf(Document transaction) {
        var total = transaction.get("total");
        var amount = total instanceof Document money ? money.get("amount") : total;
        return amount instanceof Decimal128 decimal
                ? decimal.bigDecimalValue()
                : new BigDecimal(String.valueOf(amount));
    }

    private static Map<String, BigDecimal> totalsOfFile() throws IOException {
        var totals = new TreeMap<String, BigDecimal>();
        try (var lines = Files.lines(PublicData.ONLINE_RETAIL.file())) {
            lines.skip(1)
                    .map(line -> line.split(",", -1))
                    .forEach(cells ->
                            totals.merge(cells[1], new BigDecimal(cells[5]), BigDecimal::add));
        }
        totals.replaceAll((_, total) -> total.stripTrailingZeros());
        return totals;
    }

    private JsonNode importFile(String kind, String system, String type, byte[] file)
            throws Exception {
        var accepted =
                post(
                        "/" + kind + "-imports?system=" + system,
                        type,
                        BodyPublishers.ofByteArray(file),
                        OPS);
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return await(accepted.headers().firstValue("Location").orElseThrow(), OPS);
    }

    private JsonNode await(String location, String token) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> json.readTree(get(location.replace("/api/v1", ""), token).body()),
                        job -> job.path("state").asString().matches("SUCCEEDED|FAILED|CANCELLED"));
    }

    private Map<String, Long> counters(JsonNode job) {
        assertThat(job.get("state").asString()).as(job.toString()).isEqualTo("SUCCEEDED");
        var counters = new HashMap<String, Long>();
        job.get("counters")
                .properties()
                .forEach(entry -> counters.put(entry.getKey(), entry.getValue().asLong()));
        return counters;
    }

    private HttpResponse<String> upload(String type, String text) throws Exception {
        return post("/customer-imports?system=files", type, BodyPublishers.ofString(text), OPS);
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return send("GET", path, null, BodyPublishers.noBody(), token, null);
    }

    private HttpResponse<String> post(
            String path, String type, HttpRequest.BodyPublisher body, String token)
            throws Exception {
        return send("POST", path, type, body, token, null);
    }

    private HttpResponse<String> put(String path, String body, @Nullable String ifMatch)
            throws Exception {
        return send("PUT", path, "application/json", BodyPublishers.ofString(body), OPS, ifMatch);
    }

    private HttpResponse<String> send(
            String method,
            String path,
            @Nullable String type,
            HttpRequest.BodyPublisher body,
            String token,
            @Nullable String ifMatch)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1" + path))
                        .method(method, body)
                        .header("Authorization", "Bearer " + token);
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
