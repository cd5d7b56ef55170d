package io.pondcrm.segmentation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.clv.domain.BetaGeometric;
import io.pondcrm.segmentation.clv.domain.ClvModels;
import io.pondcrm.segmentation.clv.domain.History;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.score.domain.ScoreType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/**
 * A wholesaler's year, scored as of 2011-12-10: every customer's RFM, ABC class, lifecycle stage
 * and lifetime value are what {@link OnlineRetail} and {@link MbgTwin} find on their own.
 */
@PondTest(shared = "published")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class OnlineRetailServiceTest {

    static final LocalDate DAY = LocalDate.parse("2011-12-10");
    static final Instant AS_OF = DAY.atStartOfDay().toInstant(ZoneOffset.UTC);
    static final LocalDate CALIBRATION_END = LocalDate.parse("2011-08-31");
    static final LocalDate HOLDOUT_END = LocalDate.parse("2011-12-09");

    /** CDNOW's customers, who share the store, have smaller numbers. */
    static final int OFFSET = 200_000;

    static final int EACH = 100;

    @Autowired Wire wire;
    @Autowired Facts facts;
    @Autowired TestClock clock;
    @Autowired ClvModels models;
    @Autowired List<ScoreType> types;

    OnlineRetail wanted;
    final Map<String, Integer> numbers = new HashMap<>();

    @BeforeEach
    void learn() {
        clock.freeze(Instant.parse("2026-06-01T04:00:00Z"));
        wanted = OnlineRetail.asOf(LocalDateTime.ofInstant(AS_OF, ZoneOffset.UTC));
        var news = new HashMap<CustomerId, List<Fact>>();
        wanted.byCustomer()
                .forEach((number, invoices) -> {
                    var bought = new ArrayList<Fact>();
                    for (var it : invoices) {
                        bought.add(
                                new Fact.Purchased(
                                        new Purchase(
                                                it.number(),
                                                1,
                                                it.isSale()
                                                        ? Purchase.Kind.SALE
                                                        : Purchase.Kind.REFUND,
                                                it.at().toInstant(ZoneOffset.UTC),
                                                it.amount().abs(),
                                                "GBP",
                                                null)));
                    }
                    news.put(customer(number), bought);
                    numbers.put(customer(number).value(), number);
                });
        facts.learn(news);
    }

    @Test
    void everybody_is_scored_classified_staged_and_valued_as_by_an_independent_program() {
        assertThat(wanted.byCustomer()).hasSize(4_372);
        assertThat(rfm()).hasSize(4_339).isEqualTo(wanted.rfm());
        assertThat(abc()).hasSize(4_372).isEqualTo(wanted.abc());
        assertThat(stages()).hasSize(4_372).isEqualTo(wanted.stages());
        valued();
    }

    private Map<Integer, String> rfm() {
        var model =
                "/api/v1/rfm-models/"
                        + wire.json(
                                        wire.send(
                                                "POST",
                                                "/api/v1/rfm-models",
                                                "{\"name\":\"Online Retail\",\"currency\":\"GBP\"}",
                                                Map.of()))
                                .path("id")
                                .asString();
        wire.awaitJob(wire.send("POST", model + "/runs", "{\"asOf\":\"" + AS_OF + "\"}", Map.of()));
        var texts = new TreeMap<Integer, String>();
        for (var member : list(model + "/members?asOf=" + DAY)) {
            var values = member.path("values");
            texts.put(
                    number(member),
                    "%s %s %d %s"
                            .formatted(
                                    member.path("cell").asString(),
                                    values.path("lastPurchaseOn").asString(),
                                    values.path("frequency").asInt(),
                                    plain(values.path("monetary"))));
        }
        return texts;
    }

    private Map<Integer, String> abc() {
        var begun =
                wire.send(
                        "POST",
                        "/api/v1/abc-classifications",
                        "{\"name\":\"Online Retail\",\"currency\":\"GBP\",\"asOf\":\""
                                + DAY
                                + "\"}",
                        Map.of());
        wire.awaitJob(begun);
        var result =
                wire.getJson(requireNonNull(begun.getResponse().getHeader("Location")))
                        .path("resultUrl")
                        .asString();
        var texts = new TreeMap<Integer, String>();
        for (var member : list(result + "/members")) {
            texts.put(
                    number(member),
                    "%s %d %s %s %s"
                            .formatted(
                                    member.path("abcClass").asString(),
                                    member.path("rank").asInt(),
                                    plain(member.path("value")),
                                    member.path("share").asString(),
                                    member.path("cumulativeShare").asString()));
        }
        return texts;
    }

    private Map<Integer, String> stages() {
        var lifecycle =
                types.stream()
                        .filter(it -> it.code().equals("lifecycle"))
                        .findFirst()
                        .orElseThrow();
        var stages = new TreeMap<Integer, String>();
        for (var number : wanted.byCustomer().keySet()) {
            var score = lifecycle.find(known(number), null, AS_OF).orElseThrow();
            stages.put(number, score.band().code());
            if (number % EACH == 0) {
                assertThat(
                                wire.getJson(
                                                "/api/v1/customers/%s/lifecycle?asOf=%s"
                                                        .formatted(customer(number), DAY))
                                        .path("stage")
                                        .asString())
                        .isEqualTo(score.band().code());
            }
        }
        return stages;
    }

    private void valued() {
        var model = fitted();
        var diagnostics = wire.getJson("/api/v1/clv-models/" + model + "/diagnostics");
        var calibration = wanted.seen(CALIBRATION_END);
        var everybody = List.copyOf(calibration.values());
        var purchases = MbgTwin.Purchases.fit(everybody);
        var spend = MbgTwin.Spend.fit(everybody);

        var fit = diagnostics.path("candidates").get(0);
        assertThat(diagnostics.path("customers").asInt()).isEqualTo(calibration.size());
        assertThat(fit.path("logLikelihood").asDouble())
                .isCloseTo(purchases.logLikelihood(), within(1e-5));
        var found = fit.path("parameters");
        equal(found.path("r"), purchases.r());
        equal(found.path("alpha"), purchases.alpha());
        // Nobody leaves within a year: nought is the most likely, whatever a and b express it.
        assertThat(leaving(found.path("a").asDouble(), found.path("b").asDouble()))
                .isCloseTo(leaving(purchases.a(), purchases.b()), within(1e-5));
        assertThat(diagnostics.path("spend").path("logLikelihood").asDouble())
                .isCloseTo(spend.logLikelihood(), within(1e-5));
        equal(diagnostics.path("spend").path("p"), spend.p());
        equal(diagnostics.path("spend").path("q"), spend.q());
        equal(diagnostics.path("spend").path("gamma"), spend.gamma());

        // From here on by the parameters that were found: each figure to its last digits.
        var fittedPurchases =
                new MbgTwin.Purchases(
                        found.path("r").asDouble(),
                        found.path("alpha").asDouble(),
                        found.path("a").asDouble(),
                        found.path("b").asDouble(),
                        0);
        var fittedSpend =
                new MbgTwin.Spend(
                        diagnostics.path("spend").path("p").asDouble(),
                        diagnostics.path("spend").path("q").asDouble(),
                        diagnostics.path("spend").path("gamma").asDouble(),
                        0);
        heldOut(diagnostics.path("holdout"), calibration, fittedPurchases);
        worth(model, fittedPurchases, fittedSpend);
        leaversToo();
    }

    /** The same customers by the parameters of CDNOW, whose customers do leave. */
    private void leaversToo() {
        var twin = new MbgTwin.Purchases(0.524843, 6.183085, 0.891360, 1.614003, 0);
        var model = new BetaGeometric(true, 1, twin.r(), twin.alpha(), twin.a(), twin.b());
        for (var it : wanted.seen(DAY).values()) {
            var history = new History(it.repeats(), it.last(), it.age());
            assertThat(model.alive(history)).isCloseTo(twin.alive(it), withPercentage(1e-8));
            assertThat(model.expected(history, 52))
                    .isCloseTo(twin.expected(it, 52), withPercentage(1e-6));
        }
    }

    private void heldOut(
            JsonNode holdout, Map<Integer, MbgTwin.Seen> calibration, MbgTwin.Purchases model) {
        var weeks = (HOLDOUT_END.toEpochDay() - CALIBRATION_END.toEpochDay()) / 7.0;
        var bought = wanted.boughtAfter(CALIBRATION_END, HOLDOUT_END);
        var expected = 0.0;
        var errors = 0.0;
        for (var one : calibration.entrySet()) {
            var ofOne = model.expected(one.getValue(), weeks);
            expected += ofOne;
            errors += Math.abs(ofOne - requireNonNull(bought.get(one.getKey())));
        }
        assertThat(holdout.path("actualPurchases").asInt())
                .isEqualTo(bought.values().stream().mapToInt(Integer::intValue).sum());
        assertThat(holdout.path("expectedPurchases").asDouble())
                .isCloseTo(expected, withPercentage(1e-6));
        assertThat(holdout.path("meanAbsoluteError").asDouble())
                .isCloseTo(errors / calibration.size(), withPercentage(1e-6));
    }

    /** Twelve months ahead of everybody; with a discount, week by week, of some through the API. */
    private void worth(String id, MbgTwin.Purchases purchases, MbgTwin.Spend spend) {
        var model = models.find(id).orElseThrow().last().definition();
        var days = DAY.plusMonths(12).toEpochDay() - DAY.toEpochDay();
        var asked = 0;
        var seen = wanted.seen(DAY);
        assertThat(seen).hasSize(4_339);
        for (var one : seen.entrySet()) {
            var it = one.getValue();
            var valued =
                    model.value(known(one.getKey()), AS_OF, Period.ofMonths(12), 0).orElseThrow();
            var expected = purchases.expected(it, days / 7.0);
            assertThat(valued.alive()).isCloseTo(purchases.alive(it), withPercentage(1e-8));
            assertThat(valued.expectedPurchases()).isCloseTo(expected, withPercentage(1e-6));
            assertThat(valued.spendPerPurchase())
                    .isCloseTo(spend.expected(it), withPercentage(1e-8));
            assertThat(valued.value())
                    .isCloseTo(expected * spend.expected(it), withPercentage(1e-6));
            if (one.getKey() % EACH == 0) {
                var answer =
                        wire.getJson(
                                "/api/v1/customers/%s/clv?model=%s&asOf=%s&discountRate=0.15"
                                        .formatted(customer(one.getKey()), id, DAY));
                var discounted = 0.0;
                var before = 0.0;
                for (var from = 0L; from < days; from += 7) {
                    var to = Math.min(days, from + 7);
                    var until = purchases.expected(it, to / 7.0);
                    discounted += (until - before) * Math.pow(1.15, -(from + to) / 2.0 / 365.25);
                    before = until;
                }
                assertThat(answer.path("discountedPurchases").asDouble())
                        .isCloseTo(discounted, withPercentage(1e-6));
                assertThat(Double.parseDouble(answer.path("value").path("amount").asString()))
                        .isCloseTo(discounted * spend.expected(it), within(0.0051));
                asked++;
            }
        }
        assertThat(asked).isGreaterThan(30);
    }

    private String fitted() {
        var id =
                wire.json(
                                wire.send(
                                        "POST",
                                        "/api/v1/clv-models",
                                        """
                                        {"name":"Online Retail","currency":"GBP","family":"MBG_NBD",
                                         "calibrationEnd":"%s","holdoutEnd":"%s"}
                                        """
                                                .formatted(CALIBRATION_END, HOLDOUT_END),
                                        Map.of()))
                        .path("id")
                        .asString();
        wire.awaitJob(wire.send("POST", "/api/v1/clv-models/" + id + "/fit", "", Map.of()));
        return id;
    }

    /** How probable it is, on average, that a purchase is the last. */
    private static double leaving(double a, double b) {
        return a / (a + b);
    }

    /** To 1e-3, as far as the flat top of a likelihood allows. */
    private static void equal(JsonNode found, double wanted) {
        assertThat(found.asDouble()).isCloseTo(wanted, withPercentage(0.1));
    }

    private CustomerFacts known(int number) {
        return facts.find(customer(number)).orElseThrow();
    }

    private List<JsonNode> list(String uri) {
        var items = new ArrayList<JsonNode>();
        var all = uri + (uri.contains("?") ? "&" : "?") + "limit=1000";
        for (var cursor = ""; ; ) {
            var page = wire.getJson(all + cursor);
            page.path("items").forEach(items::add);
            if (!page.path("nextCursor").isString()) {
                return items;
            }
            cursor = "&cursor=" + page.path("nextCursor").asString();
        }
    }

    private static String plain(JsonNode money) {
        return new BigDecimal(money.path("amount").asString()).stripTrailingZeros().toPlainString();
    }

    private static CustomerId customer(int number) {
        return Fixtures.customer(OFFSET + number);
    }

    private int number(JsonNode member) {
        return requireNonNull(numbers.get(member.path("customerId").asString()));
    }
}
