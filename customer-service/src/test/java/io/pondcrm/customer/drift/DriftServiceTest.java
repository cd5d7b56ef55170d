package io.pondcrm.customer.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.copies.Copy;
import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.contracts.copies.CopiesToldV1;
import io.pondcrm.contracts.copies.HeldCopy;
import io.pondcrm.customer.Api;
import io.pondcrm.customer.drift.domain.Roll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The four services are played here: they hold what they were told, but for what is planted. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest
class DriftServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String TOPIC = "crm.copies.v1";
    private static final String SEGMENTATION = "segmentation-service";
    private static final String ENGAGEMENT = "engagement-service";
    private static final String FEEDBACK = "feedback-service";
    private static final String CHURN = "churn-service";

    private static final Map<String, Set<String>> COPIED =
            Map.of(
                    SEGMENTATION,
                    Set.of(
                            "kind",
                            "region",
                            "gender",
                            "ageBand",
                            "birthday",
                            "locale",
                            "tags",
                            "attributes",
                            "systems",
                            "createdAt",
                            "consents",
                            "profilingStopped",
                            "mergedInto",
                            "purchases"),
                    ENGAGEMENT,
                    Set.of("birthday", "birthdayTimeZone", "mergedInto"),
                    FEEDBACK,
                    Set.of("mergedInto"),
                    CHURN,
                    Set.of("payments", "profilingStopped", "mergedInto"));

    @LocalServerPort int port;
    @Autowired MongoOperations mongo;
    @Autowired TestEvents events;
    @Autowired Statements statements;
    @Autowired Roll roll;

    private final JsonMapper json = JsonMapper.builder().build();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicBoolean isRepairing = new AtomicBoolean();
    private final Map<String, Plant> plants = new ConcurrentHashMap<>();
    private final Set<String> answered = new HashSet<>();
    private final Deque<Moment> moments = new ConcurrentLinkedDeque<>();
    private final Set<String> late = ConcurrentHashMap.newKeySet();
    private @Nullable Thread holders;
    private Api ops;

    /** What is wrong with one copy until something is heard. */
    private record Plant(UnaryOperator<@Nullable Copy> wrong, BooleanSupplier isHealed) {}

    /** What was said of those who are heard late, and after how many events. */
    private record Moment(long nanos, long told, Map<String, Statements.Statement> said) {}

    @BeforeEach
    void play() {
        ops = Api.ops(port);
        holders = Thread.ofVirtual().start(this::answerAll);
    }

    @AfterEach
    void stop() throws InterruptedException {
        isOver.set(true);
        if (holders != null) {
            holders.join(5_000);
        }
    }

    private void answerAll() {
        while (!isOver.get()) {
            for (var ask : mongo.findAll(Document.class, "drift_asks")) {
                var id = ask.getString("_id");
                if (!answered.contains(id)) {
                    events.published(TOPIC, id).stream()
                            .filter(it -> it.has("withItems"))
                            .findFirst()
                            .ifPresent(question -> {
                                answered.add(id);
                                COPIED.keySet().forEach(service -> answer(service, question));
                            });
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private void answer(String service, JsonNode question) {
        if (question.hasNonNull("service")
                && !question.path("service").asString().equals(service)) {
            return;
        }
        var heard = heard();
        var copies = new ArrayList<HeldCopy>();
        var ids = idsOf(service, question);
        var copied = Objects.requireNonNull(COPIED.get(service));
        var truth = statements.of(ids);
        for (var id : ids) {
            var said = truth.get(id);
            if (heard != null && late.contains(id)) {
                said = heard.said().get(id);
            }
            var copy = said == null ? null : said.copy().only(copied);
            var plant = plants.get(service + id);
            if (plant != null && !plant.isHealed().getAsBoolean()) {
                copy = plant.wrong().apply(copy);
            }
            if (copy != null && !(copy.fields().isEmpty() && copy.versions().isEmpty())) {
                copies.add(new HeldCopy(id, copy.versions(), copy.fields(), copy.items()));
            }
        }
        var ask = question.path("askId").asString();
        var answer =
                new CopiesToldV1(
                        ask,
                        service,
                        List.copyOf(copied),
                        copies,
                        null,
                        Map.of("facts/crm.customer.v1-0", heard == null ? 1 : heard.told()),
                        Map.of(
                                "facts/crm.customer.v1-0",
                                moments.isEmpty() ? 1 : moments.getLast().told()));
        events.send(
                TOPIC,
                "copies.told.v1",
                ask,
                TestEvents.newId("evt"),
                1,
                json.writeValueAsString(answer));
    }

    /** Services hear everything a second late. */
    private @Nullable Moment heard() {
        var until = System.nanoTime() - Duration.ofSeconds(1).toNanos();
        Moment heard = null;
        for (var moment : moments) {
            if (moment.nanos() <= until) {
                heard = moment;
            }
        }
        return heard == null ? moments.peekFirst() : heard;
    }

    private Set<String> idsOf(String service, JsonNode question) {
        var ids = new TreeSet<String>();
        if (question.hasNonNull("customerIds")) {
            question.path("customerIds").forEach(it -> ids.add(it.asString()));
            return ids;
        }
        var after = question.hasNonNull("after") ? question.path("after").asString() : "";
        var until = question.hasNonNull("until") ? question.path("until").asString() : "~";
        roll.after(null, 100_000).forEach(it -> ids.add(it.value()));
        plants.keySet().stream()
                .filter(it -> it.startsWith(service))
                .forEach(it -> ids.add(it.substring(service.length())));
        ids.removeIf(it -> it.compareTo(after) <= 0 || it.compareTo(until) > 0);
        return ids;
    }

    private String somebody(String word) {
        var created =
                ops.post(
                        "/customers",
                        """
                        {"displayName":"Drift %s","birthDate":"1990-02-03","region":"CN-SH",
                         "timeZone":"Asia/Shanghai","tags":["t"]}\
                        """
                                .formatted(word));
        assertThat(created.status()).as(created.raw().body()).isEqualTo(201);
        return created.text("/id");
    }

    private String buyer(String word) {
        var id = somebody(word);
        for (var number = 0; number < 2; number++) {
            var sale =
                    ops.post(
                            "/transactions",
                            """
                            {"system":"drift-shop","externalId":"%s-%d","customerId":"%s",
                             "type":"SALE","occurredAt":"2026-02-20T09:30:00Z",
                             "lines":[{"sku":"T","quantity":1,
                                       "unitPrice":{"amount":"5.00","currency":"CNY"}}],
                             "total":{"amount":"5.00","currency":"CNY"}}\
                            """
                                    .formatted(id, number, id));
            assertThat(sale.status()).as(sale.raw().body()).isEqualTo(201);
        }
        return id;
    }

    private void plant(
            String service,
            String customer,
            UnaryOperator<@Nullable Copy> wrong,
            String topic,
            String heals) {
        plants.put(
                service + customer,
                new Plant(
                        wrong,
                        () ->
                                isRepairing.get()
                                        && events.published(topic, customer).stream()
                                                .anyMatch(it -> it.has(heals))));
    }

    private static UnaryOperator<@Nullable Copy> with(String field, @Nullable Object value) {
        return it -> it == null ? null : it.and(draft(it).field(field, value).copy());
    }

    private static Copy.Draft draft(Copy of) {
        return Copy.about(of.customerId());
    }

    private String ended(Api.Answer accepted) {
        assertThat(accepted.status()).as(accepted.raw().body()).isEqualTo(202);
        var job = accepted.text("/id");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        Api.with(port, "jobs:read", "admin:read")
                                                .get("/jobs/" + job)
                                                .text("/state"))
                                .isEqualTo("SUCCEEDED"));
        return job;
    }

    private Api admin() {
        return Api.with(port, "admin:read", "admin:write", "jobs:read");
    }

    private Map<String, String> differences(String check) {
        var found = new HashMap<String, String>();
        for (var one :
                admin().get("/drift-checks/" + check + "/differences?limit=1000")
                        .body()
                        .path("items")) {
            found.put(
                    one.path("service").asString() + one.path("customerId").asString(),
                    "%s %s %s"
                            .formatted(
                                    one.path("state").asString(),
                                    one.path("kind").asString(),
                                    one.path("fields").toString()));
        }
        return found;
    }

    @Test
    void ten_planted_differences_are_ten_found_and_ten_healed() {
        var ada = somebody("ada");
        var bob = buyer("bob");
        var cleo = somebody("cleo");
        var dan = somebody("dan");
        var eve = buyer("eve");
        var fay = somebody("fay");
        var gus = somebody("gus");
        var stranger = TestEvents.newCustomer().value();
        var consent = admin().get("/drift-checks/" + TestEvents.newId("job"));
        assertThat(consent.status()).isEqualTo(404);
        plant(SEGMENTATION, ada, with("region", "CN-BJ"), "crm.customer.v1", "survivorId");
        plant(SEGMENTATION, bob, _ -> null, "crm.customer.v1", "survivorId");
        plant(
                SEGMENTATION,
                stranger,
                _ -> Copy.about(stranger).version("profile", 3).field("kind", "PERSON").copy(),
                "crm.customer.v1",
                "foundAt");
        plant(
                SEGMENTATION,
                cleo,
                it ->
                        it == null
                                ? null
                                : it.and(
                                        draft(it)
                                                .version("consents", 4)
                                                .field("consents", Map.of("MARKETING/ANY", "yes"))
                                                .copy()),
                "crm.consent.v1",
                "consents");
        plant(
                SEGMENTATION,
                dan,
                it -> it == null ? null : it.and(draft(it).version("profile", 99).copy()),
                "crm.customer.v1",
                "survivorId");
        plant(
                SEGMENTATION,
                eve,
                it -> it == null ? null : it.and(invented(it)),
                "crm.transaction.v1",
                "known");
        plant(
                CHURN,
                fay,
                it ->
                        Copy.about(fay)
                                .version("processing", 2)
                                .field("profilingStopped", true)
                                .copy(),
                "crm.customer.v1",
                "stopped");
        plant(CHURN, eve, _ -> null, "crm.transaction.v1", "known");
        plant(ENGAGEMENT, ada, with("birthday", "12-24"), "crm.customer.v1", "survivorId");
        plant(
                FEEDBACK,
                gus,
                _ -> Copy.about(gus).field("mergedInto", ada).copy(),
                "crm.customer.v1",
                "survivorId");

        var check = ended(admin().post("/drift-checks", ""));

        assertThat(differences(check))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry(SEGMENTATION + ada, "FOUND DIFFERENT [\"region\"]"),
                                Map.entry(SEGMENTATION + bob, missing()),
                                Map.entry(SEGMENTATION + stranger, "FOUND EXTRA [\"kind\"]"),
                                Map.entry(SEGMENTATION + cleo, "FOUND DIFFERENT [\"consents\"]"),
                                Map.entry(
                                        SEGMENTATION + dan, "FOUND DIFFERENT [\"profileVersion\"]"),
                                Map.entry(SEGMENTATION + eve, "FOUND DIFFERENT [\"purchases\"]"),
                                Map.entry(CHURN + fay, "FOUND DIFFERENT [\"profilingStopped\"]"),
                                Map.entry(CHURN + eve, "FOUND MISSING [\"payments\"]"),
                                Map.entry(ENGAGEMENT + ada, "FOUND DIFFERENT [\"birthday\"]"),
                                Map.entry(FEEDBACK + gus, "FOUND DIFFERENT [\"mergedInto\"]")));

        isRepairing.set(true);
        ended(admin().post("/drift-checks/" + check + "/repairs", ""));

        assertThat(differences(check).values()).hasSize(10).allMatch(it -> it.startsWith("HEALED"));
        var seen = admin().get("/drift-checks/" + check).body();
        assertThat(seen.path("differences").path("HEALED").asInt()).isEqualTo(10);
        assertThat(seen.path("silentServices")).isEmpty();
        // Above what the copy claimed to know; and what nobody recorded is taken out.
        assertThat(
                        Objects.requireNonNull(mongo.findById(dan, Document.class, "customers"))
                                .getLong("version"))
                .isGreaterThan(99);
        assertThat(
                        events.published("crm.transaction.v1", eve).stream()
                                .filter(it -> it.has("known") && !it.path("known").asBoolean())
                                .map(it -> it.path("transactionId").asString()))
                .containsExactly("trx_invented");
        assertThat(differences(ended(admin().post("/drift-checks", "")))).isEmpty();
    }

    private static String missing() {
        return "FOUND MISSING [\"ageBand\",\"birthday\",\"createdAt\",\"kind\",\"purchases\","
                + "\"region\",\"tags\"]";
    }

    private static Copy invented(Copy copy) {
        var items = new HashMap<>(copy.items().getOrDefault("purchases", Map.of()));
        items.remove(items.keySet().stream().sorted().findFirst().orElseThrow());
        items.put("trx_invented", "0000000000000000");
        return new Copy(
                copy.customerId(),
                Map.of(),
                Map.of("purchases", "0000000000000000"),
                Map.of("purchases", items));
    }

    private String busy(int number, int round) {
        var put =
                ops.put(
                        "/customers/by-external-id/drift-busy/busy-" + number,
                        "{\"displayName\":\"Busy\",\"tags\":[\"r%d\"]}".formatted(round));
        assertThat(put.status()).as(put.raw().body()).isIn(200, 201);
        return put.text("/id");
    }

    @Test
    void what_is_on_its_way_is_no_drift() throws Exception {
        var busy = new ArrayList<String>();
        for (var number = 0; number < 5; number++) {
            var id = busy(number, 0);
            busy.add(id);
        }
        late.addAll(busy);
        moments.add(new Moment(System.nanoTime(), 0, statements.of(busy)));
        var isDone = new AtomicBoolean();
        var writer =
                Thread.ofVirtual()
                        .start(() -> {
                            for (var round = 1; !isDone.get() && !isOver.get(); round++) {
                                for (var id : busy) {
                                    busy(busy.indexOf(id), round);
                                }
                                moments.add(
                                        new Moment(System.nanoTime(), round, statements.of(busy)));
                            }
                        });

        var accepted = admin().post("/drift-checks", "");
        await().atMost(PATIENCE)
                .until(() ->
                        mongo.findAll(Document.class, "drift_differences").stream()
                                .anyMatch(it ->
                                        it.getString("checkId").equals(accepted.text("/id"))));
        isDone.set(true);
        writer.join();

        assertThat(differences(ended(accepted))).isEmpty();
    }

    @Test
    void a_repair_waits_for_the_end_of_its_check_and_needs_the_right() {
        var check = admin().post("/drift-checks", "");
        var early = admin().post("/drift-checks/" + check.text("/id") + "/repairs", "");
        assertThat(early.status()).isIn(409, 202);
        assertThat(Api.with(port, "admin:read").post("/drift-checks", "").status()).isEqualTo(403);
        assertThat(differences(ended(check))).isEmpty();
        ended(admin().post("/drift-checks/" + check.text("/id") + "/repairs", ""));
    }
}
