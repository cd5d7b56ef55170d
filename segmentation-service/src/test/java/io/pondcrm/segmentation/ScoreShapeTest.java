package io.pondcrm.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Profile;
import io.pondcrm.segmentation.score.domain.Contribution;
import io.pondcrm.segmentation.score.domain.Score;
import io.pondcrm.segmentation.score.domain.ScoreType;
import jakarta.servlet.Filter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.ConfigurableWebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every type of score in one shape, of thousands of customers who buy as they like: of 10,000 with
 * {@code -Dpond.shape.customers=10000}.
 */
@PondTest
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class ScoreShapeTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    static final Instant REGISTERED = NOW.minus(Duration.ofDays(800));
    static final List<String> POTENTIALS = List.of("high", "medium", "low");
    static final int CUSTOMERS = Integer.getInteger("pond.shape.customers", 3_000);
    static final int ASKED = 40;
    static final int EARLY = 500;
    static final int READERS = 4;

    @Autowired Wire wire;
    @Autowired Facts facts;
    @Autowired TestClock clock;
    @Autowired ConfigurableApplicationContext context;

    @Test
    void contributions_add_up_and_a_past_moment_keeps_its_scores_over_a_restart() throws Exception {
        announceNothing(context);
        clock.freeze(NOW);
        var bought = purchases(new Random(4), REGISTERED, NOW, 8, "before");
        var lastEarly = Fixtures.customer(EARLY);
        facts.learn(bought.headMap(lastEarly, true));
        var models = models();
        models.forEach(this::runRfm);
        facts.learn(bought.tailMap(lastEarly, false));
        models.addFirst("rfm-default");
        runRfm("rfm-default");
        classify();
        var valuing = valuedBy("MBG_NBD", "0");
        // Last: whoever is looked at after it is followed through a scheme by points as well.
        wire.awaitJob(wire.send("POST", "/api/v1/presets/b2b-accounts", "", Map.of()));

        var scores = scores(context, models);
        for (var type :
                List.of(
                        "abc",
                        "clv",
                        "importance",
                        "lifecycle",
                        "price-need",
                        "quality-need",
                        "rfm",
                        "tier")) {
            assertThat(scores.keySet())
                    .filteredOn(it -> it.startsWith(type))
                    .hasSizeGreaterThan(CUSTOMERS / 2);
        }
        scores.forEach((whose, score) ->
                assertThat(
                                score.contributions().stream()
                                        .map(Contribution::points)
                                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                        .as(whose)
                        .isEqualByComparingTo(score.value()));
        assertThat(scores.values())
                .extracting(it -> it.band().code())
                .contains(
                        "GOLD",
                        "STANDARD",
                        "LOST",
                        "LOYAL",
                        "A",
                        "C",
                        "CHAMPIONS",
                        "IMPORTANT_VALUE",
                        "ORDINARY",
                        "HIGH",
                        "LOW");
        var answers = answers(wire, "");
        assertThat(answers).hasSizeGreaterThan(ASKED * 2);

        clock.freeze(NOW.plus(Duration.ofDays(40)));
        facts.learn(
                purchases(
                        new Random(5),
                        NOW.plusMillis(1),
                        NOW.plus(Duration.ofDays(40)),
                        6,
                        "after"));
        runRfm("rfm-default");
        classify();
        valuedBy("BG_NBD", "0.1");
        wire.send("POST", "/api/v1/clv-models/" + valuing + "/retire", "", Map.of());

        context.stop();
        try (var restarted = restarted()) {
            announceNothing(restarted);
            var again =
                    new Wire(
                            MockMvcTester.from(
                                    restarted,
                                    it ->
                                            it.addFilters(
                                                            restarted.getBean(
                                                                    "springSecurityFilterChain",
                                                                    Filter.class))
                                                    .build()));

            assertThat(scores(restarted, models)).isEqualTo(scores);
            assertThat(answers(again, "?asOf=" + NOW)).isEqualTo(answers);
            assertThat(answers(again, "")).isNotEqualTo(answers);
        }
    }

    /** The service as it starts anew on the store that the stopped one left. */
    private ConfigurableWebApplicationContext restarted() {
        var wiring =
                Objects.requireNonNull(
                        context.getEnvironment().getPropertySources().get("pond-test"));
        return (ConfigurableWebApplicationContext)
                new SpringApplicationBuilder(SegmentationServiceApplication.class)
                        .initializers(it -> {
                            it.getEnvironment().getPropertySources().addFirst(wiring);
                            it.getBeanFactory().registerSingleton("clock", clock);
                        })
                        .registerShutdownHook(false)
                        .run(
                                "--server.port=0",
                                "--logging.level.root=WARN",
                                // Or it would make the tests' own components as well.
                                "--spring.main.lazy-initialization=true");
    }

    /** Nobody here waits for events, and those who carry them would take half of the machine. */
    private static void announceNothing(ApplicationContext context) {
        ((SmartLifecycle) context.getBean("outboxRelay")).stop();
    }

    @Test
    void an_explanation_can_be_checked_and_what_is_not_there_is_said() throws Exception {
        clock.freeze(NOW);
        facts.learn(
                Map.of(
                        Fixtures.customer(1),
                        List.of(
                                new Fact.Purchased(
                                        Fixtures.sale("once", NOW.minusSeconds(60), "120.00")))));
        var path = "/api/v1/customers/" + Fixtures.customer(1) + "/scores";

        var explained = wire.getJson(path + "/tier/explanation");
        var lines = new ArrayList<String>();
        explained.path("inputs").forEach(it -> lines.add(it.asString()));
        assertThat(explained.path("score").path("inputsHash").asString())
                .isEqualTo(
                        "sha256:"
                                + HexFormat.of()
                                        .formatHex(
                                                MessageDigest.getInstance("SHA-256")
                                                        .digest(
                                                                String.join("\n", lines)
                                                                        .getBytes(
                                                                                StandardCharsets
                                                                                        .UTF_8))));
        assertThat(explained.path("score").path("contributions"))
                .allSatisfy(it -> {
                    assertThat(it.path("rule").path("en").asString()).isNotEmpty();
                    assertThat(it.path("rule").path("zh").asString()).isNotEmpty();
                });
        assertThat(wire.get(path + "/shoe-size", "scores:read")).hasStatus(404);
        assertThat(wire.get(path + "/rfm?model=none", "scores:read")).hasStatus(404);
        assertThat(wire.get(path + "/tier?asOf=1999-01-01", "scores:read")).hasStatus(404);
        assertThat(wire.get(path + "?as0f=1999-01-01", "scores:read")).hasStatus(400);
        assertThat(
                        wire.get(
                                "/api/v1/customers/" + Fixtures.customer(99_999) + "/scores",
                                "scores:read"))
                .hasStatus(404);
    }

    private List<String> models() {
        var models = new ArrayList<String>();
        for (var body :
                List.of(
                        """
                        {"name":"Eight","currency":"CNY","window":"P365D","refunds":"IGNORE",
                         "weights":{"recency":3,"frequency":2,"monetary":1},
                         "grid":{"kind":"EIGHT_CLASSES","against":"MEAN"}}
                        """,
                        """
                        {"name":"Limits","currency":"CNY","zone":"Asia/Shanghai","limits":
                         {"recencyDays":[30,90],"frequency":[2,5],"monetary":["100","900"]}}
                        """)) {
            models.add(
                    wire.json(wire.send("POST", "/api/v1/rfm-models", body, Map.of()))
                            .path("id")
                            .asString());
        }
        return models;
    }

    private void runRfm(String model) {
        wire.awaitJob(wire.send("POST", "/api/v1/rfm-models/" + model + "/runs", "{}", Map.of()));
    }

    private void classify() {
        wire.awaitJob(
                wire.send(
                        "POST",
                        "/api/v1/abc-classifications",
                        "{\"name\":\"All\",\"currency\":\"CNY\"}",
                        Map.of()));
    }

    /** A model of lifetime value that is in use from now on. */
    private String valuedBy(String family, String discountRate) {
        var made =
                wire.json(
                        wire.send(
                                "POST",
                                "/api/v1/clv-models",
                                """
                                {"name":"All","currency":"CNY","family":"%s",
                                 "calibrationEnd":"2026-05-31","discountRate":"%s"}
                                """
                                        .formatted(family, discountRate),
                                Map.of()));
        var model = "/api/v1/clv-models/" + made.path("id").asString();
        wire.awaitJob(wire.send("POST", model + "/fit", "", Map.of()));
        assertThat(wire.send("POST", model + "/publish", "", Map.of())).hasStatusOk();
        return made.path("id").asString();
    }

    /** Each customer's scores as of {@link #NOW}, by type, model and customer. */
    private static Map<String, Score> scores(ApplicationContext service, List<String> models)
            throws Exception {
        var facts = service.getBean(Facts.class);
        var types = List.copyOf(service.getBeansOfType(ScoreType.class).values());
        var scores = new ConcurrentSkipListMap<String, Score>();
        try (var readers = Executors.newFixedThreadPool(READERS)) {
            var parts = new ArrayList<Future<?>>();
            var page = facts.listAfter(null, 500);
            while (!page.isEmpty()) {
                var part = page;
                parts.add(
                        readers.submit(
                                () -> part.forEach(known -> put(scores, types, known, models))));
                page = facts.listAfter(part.getLast().customer(), 500);
            }
            for (var part : parts) {
                part.get();
            }
        }
        return scores;
    }

    /** By every type; of one in twenty also by each of the RFM models and by a scheme by points. */
    private static void put(
            Map<String, Score> scores,
            List<ScoreType> types,
            CustomerFacts known,
            List<String> models) {
        for (var type : types) {
            put(scores, type, known, null);
            if (type.code().equals("rfm") && known.customer().hashCode() % 20 == 0) {
                models.forEach(model -> put(scores, type, known, model));
            }
            if (type.code().equals("tier") && known.customer().hashCode() % 20 == 0) {
                put(scores, type, known, "b2b-accounts");
            }
        }
    }

    private static void put(
            Map<String, Score> scores,
            ScoreType type,
            CustomerFacts known,
            @Nullable String model) {
        type.find(known, model, NOW)
                .ifPresent(score ->
                        scores.put(type.code() + " " + model + " " + known.customer(), score));
    }

    /** What callers read, without the moment of reading. */
    private static Map<String, JsonNode> answers(Wire wire, String query) {
        var answers = new TreeMap<String, JsonNode>();
        for (var number = 1; number <= ASKED; number++) {
            var path = "/api/v1/customers/" + Fixtures.customer(number) + "/scores";
            for (var item : wire.getJson(path + query).path("items")) {
                var type = item.path("type").asString();
                var explained = wire.getJson(path + "/" + type + "/explanation" + query);
                ((ObjectNode) explained.path("score")).remove("computedAt");
                var linked = wire.getJson(item.path("explanation").asString());
                ((ObjectNode) linked.path("score")).remove("computedAt");
                assertThat(linked).isEqualTo(explained);
                answers.put(number + " " + type, explained);
            }
        }
        return answers;
    }

    /** Another kind of customer in another place, and what sales think of them now. */
    private static Fact judged(Random random, long version, Instant created, Instant since) {
        return new Fact.Described(
                new Profile(
                        version,
                        "ORGANIZATION",
                        "CN-BJ",
                        null,
                        null,
                        null,
                        "zh-CN",
                        Set.of("potential-" + POTENTIALS.get(random.nextInt(POTENTIALS.size()))),
                        Map.of("revenue", String.valueOf(random.nextInt(1_000_000))),
                        Set.of("erp"),
                        created),
                since);
    }

    private static TreeMap<CustomerId, List<Fact>> purchases(
            Random random, Instant from, Instant to, int most, String prefix) {
        var minutes = Math.toIntExact(Duration.between(from, to).toMinutes());
        var news = new TreeMap<CustomerId, List<Fact>>(Comparator.comparing(CustomerId::value));
        for (var number = 1; number <= CUSTOMERS; number++) {
            var learned = new ArrayList<Fact>();
            if (prefix.equals("before")) {
                learned.add(new Fact.Described(Fixtures.profile(from)));
                learned.add(judged(random, 2, from, from.plus(Duration.ofDays(600))));
            } else {
                learned.add(judged(random, 3, REGISTERED, from.plus(Duration.ofDays(20))));
            }
            // One in eight buys more often: customers differ, or lifetime values would not.
            for (var time = random.nextInt(number % 8 == 0 ? 4 * most : most); time > 0; time--) {
                var at = from.plus(Duration.ofMinutes(random.nextInt(minutes)));
                var id = prefix + "-" + number + "-" + time;
                var amount = random.nextInt(6_000) + "." + (10 + random.nextInt(90));
                learned.add(
                        new Fact.Purchased(
                                random.nextInt(10) == 0
                                        ? Fixtures.refund(id, at, amount)
                                        : Fixtures.sale(id, at, amount)));
            }
            news.put(Fixtures.customer(number), learned);
        }
        return news;
    }
}
