package io.pondcrm.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.clv.domain.Cdnow;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** CDNOW, a public data set, goes through the service: it finds what others published of it. */
@PondTest(shared = "published")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class ClvServiceTest {

    static final String MODELS = "/api/v1/clv-models";

    /** The last moment of the calibration. */
    static final String END = "1997-09-30T23:59:59Z";

    @Autowired Wire wire;
    @Autowired Facts facts;
    @Autowired TestClock clock;

    @BeforeEach
    void now() {
        clock.freeze(Instant.parse("2026-06-01T04:00:00Z"));
    }

    @Test
    void cdnow_is_fitted_as_published_and_answers_for_any_past_day() throws Exception {
        cdnow(1);
        var bg = fitted("BG_NBD");

        // Fader, Hardie & Lee, Marketing Science 24(2), 2005, table 2; science.md, section 1.
        var found = wire.getJson(MODELS + "/" + bg);
        assertThat(found.path("state").asString()).isEqualTo("FITTED");
        expect(found, "r", 0.2425945);
        expect(found, "alpha", 4.413603);
        expect(found, "a", 0.792921);
        expect(found, "b", 2.425907);
        assertThat(found.path("purchases").path("logLikelihood").asDouble())
                .isCloseTo(-9582.429207, within(1e-5));
        assertThat(found.path("spend").path("p").asDouble()).isCloseTo(6.25, within(0.005));
        var diagnostics = wire.getJson(MODELS + "/" + bg + "/diagnostics");
        assertThat(diagnostics.path("customers").asInt()).isEqualTo(2_357);
        assertThat(diagnostics.path("repeatPurchases").asInt()).isEqualTo(2_457);
        assertThat(diagnostics.path("distinctHistories").asInt()).isEqualTo(1_016);
        assertThat(diagnostics.path("spend").path("logLikelihood").asDouble())
                // Of means that are not rounded to cents, unlike the published ones; by SciPy.
                .isCloseTo(-4055.917695, within(1e-5));
        var holdout = diagnostics.path("holdout");
        assertThat(holdout.path("actualPurchases").asInt()).isEqualTo(1_882);
        assertThat(holdout.path("expectedPurchases").asDouble()).isCloseTo(1653.41, within(0.02));
        assertThat(holdout.path("meanAbsoluteError").asDouble()).isCloseTo(0.785454, within(5e-6));
        assertThat(holdout.path("byRepeats")).hasSize(8);
        assertThat(diagnostics.path("independence").path("correlation").asDouble())
                .isCloseTo(0.114, within(5e-4));
        assertThat(diagnostics.path("independence").path("warning").asBoolean()).isFalse();
        calibration(bg, holdout);

        // Customer 1: x 2, t_x 30.43, T 38.86; 1.226 purchases in 39 weeks, 24.65 dollars each.
        var first = Fixtures.customer(1);
        var ask = "/api/v1/customers/" + first + "/clv?model=" + bg + "&horizon=P273D&asOf=" + END;
        var answer = wire.get(ask, "scores:read");
        var value = wire.json(answer);
        assertThat(value.path("inputs").path("repeatPurchases").asInt()).isEqualTo(2);
        assertThat(value.path("inputs").path("recency").asDouble()).isCloseTo(30.43, within(5e-3));
        assertThat(value.path("inputs").path("age").asDouble()).isCloseTo(38.86, within(5e-3));
        assertThat(value.path("inputs").path("meanSpend").path("amount").asString())
                .isEqualTo("22.35");
        assertThat(value.path("expectedPurchases").asDouble()).isCloseTo(1.226, within(5e-4));
        assertThat(value.path("probabilityAlive").asDouble()).isCloseTo(0.7266, within(5e-4));
        assertThat(value.path("spendPerPurchase").path("amount").asString()).isEqualTo("24.65");
        assertThat(value.path("value").path("amount").asString())
                .isEqualTo(value.path("expectedSpend").path("amount").asString());
        assertThat(value.path("modelVersion").asInt()).isEqualTo(1);
        assertThat(value.path("reasons"))
                .extracting(it -> it.path("dimension").asString())
                .containsExactly("repeatPurchases", "silence", "spend", "discount");
        assertThat(value.path("inputsHash").asString()).startsWith("sha256:");
        assertThat(value.path("interval").path("mostPurchases").asInt()).isGreaterThan(1);

        // Discount makes it less; what happens later, or twice, changes nothing.
        var discounted = wire.getJson(ask + "&discountRate=0.15");
        assertThat(discounted.path("discountedPurchases").asDouble())
                .isLessThan(discounted.path("expectedPurchases").asDouble())
                .isGreaterThan(discounted.path("expectedPurchases").asDouble() / 1.15);
        cdnow(1);
        facts.learn(
                Map.of(
                        first,
                        List.of(
                                new Fact.Purchased(
                                        Fixtures.sale(
                                                "txn-late",
                                                Instant.parse("2026-05-01T00:00:00Z"),
                                                "999.00")))));
        assertThat(wire.get(ask, "scores:read").getResponse().getContentAsByteArray())
                .isEqualTo(answer.getResponse().getContentAsByteArray());
        assertThat(
                        wire.getJson("/api/v1/customers/" + first + "/clv?model=" + bg)
                                .path("inputs")
                                .path("repeatPurchases")
                                .asInt())
                .isGreaterThan(2);
        assertThat(
                        wire.getJson(
                                        "/api/v1/customers/"
                                                + first
                                                + "/clv?model="
                                                + bg
                                                + "&asOf=1996-12-31")
                                .has("value"))
                .isFalse();

        registered(bg);
        inUse(bg, first);
        automatic();
    }

    private void registered(String bg) {
        var models =
                wire.getJson("/api/v1/models?limit=1000")
                        .path("items")
                        .valueStream()
                        .filter(it -> it.path("lifetimeValue").path("model").asString().equals(bg))
                        .toList();
        assertThat(models).hasSize(1);
        var model = models.getFirst();
        assertThat(model.path("id").asString()).startsWith("mdl_");
        assertThat(model.path("kind").asString()).isEqualTo("CLV");
        assertThat(model.path("customers").asInt()).isEqualTo(2_357);
        assertThat(model.has("seed")).as("nothing is random").isFalse();
        assertThat(model.path("dataHash").asString()).startsWith("sha256:");
        assertThat(model.path("lifetimeValue").path("family").asString()).isEqualTo("BG_NBD");
        assertThat(model.path("lifetimeValue").path("parameters").path("r").asDouble())
                .isCloseTo(0.2425945, within(1e-4));
        assertThat(model.path("metrics").get(0).path("name").asString()).isEqualTo("logLikelihood");
        assertThat(model.path("metrics").get(0).path("value").asDouble())
                .isCloseTo(-9582.429207, within(1e-5));
        var one = "/api/v1/models/" + model.path("id").asString();
        assertThat(wire.getJson(one)).isEqualTo(model);
        assertThat(wire.getJson(one + "/card").path("method").asString()).contains("Gamma-Gamma");
        var run = wire.getJson("/api/v1/model-runs/" + model.path("id").asString());
        assertThat(run.path("state").asString()).isEqualTo("FINISHED");
        assertThat(run.has("horizon")).isFalse();
        assertThat(wire.send("POST", one + "/drift", "", Map.of())).hasStatus(409);
    }

    private void calibration(String bg, JsonNode holdout) throws Exception {
        var path = MODELS + "/" + bg + "/calibration.svg";
        var answer = wire.send("GET", path, "", Map.of());
        assertThat(answer).hasStatus(200);
        var picture = Svg.of(answer.getResponse().getContentAsByteArray());
        for (var bucket : holdout.path("byRepeats")) {
            var repeats = bucket.path("repeats").asInt();
            assertThat(picture.text("actual-" + repeats))
                    .isEqualTo(twoDigits(bucket.path("actual").asDouble()));
            assertThat(picture.text("expected-" + repeats))
                    .isEqualTo(twoDigits(bucket.path("expected").asDouble()));
        }
        assertThat(picture.ids("customers-"))
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
        assertThat(picture.text("customers-0")).isEqualTo("1,411 customers");
        assertThat(picture.text("sums"))
                .isEqualTo(
                        "1,882 purchases, 1,653.4 expected; mean absolute error 0.785 a customer");

        var chinese = wire.send("GET", path, "", Map.of("Accept-Language", "zh-CN"));
        assertThat(Svg.of(chinese.getResponse().getContentAsByteArray()).text("title-line"))
                .isEqualTo("CLV 校准：CDNOW");
        var etag = String.valueOf(chinese.getResponse().getHeader("ETag"));
        var again = Map.of("Accept-Language", "zh-CN", "If-None-Match", etag);
        assertThat(wire.send("GET", path, "", again)).hasStatus(304);

        var without =
                draft("{\"name\":\"x\",\"currency\":\"CNY\",\"calibrationEnd\":\"1997-09-30\"}");
        var none = MODELS + "/" + without + "/calibration.svg";
        assertThat(wire.json(wire.get(none, "scores:read")).path("code").asString())
                .isEqualTo("clv-not-fitted");
        wire.awaitJob(wire.send("POST", MODELS + "/" + without + "/fit", "", Map.of()));
        assertThat(wire.get(none, "scores:read")).hasStatus(404);
        assertThat(wire.json(wire.get(none, "scores:read")).path("code").asString())
                .isEqualTo("clv-nothing-held-out");
    }

    private static String twoDigits(double of) {
        return String.format(Locale.ROOT, "%.2f", of);
    }

    /** The same value as one score among others, by the model that was in use then. */
    private void scored(String bg, CustomerId first) {
        var scores = "/api/v1/customers/" + first + "/scores/clv";
        var value =
                wire.getJson("/api/v1/customers/" + first + "/clv?model=" + bg + "&asOf=" + END);

        var score = wire.getJson(scores + "?model=" + bg + "&asOf=" + END);

        assertThat(score.path("value").asString())
                .isEqualTo(value.path("value").path("amount").asString());
        assertThat(score.path("band").asString()).isEqualTo("ORDINARY");
        assertThat(score.path("contributions"))
                .extracting(it -> it.path("dimension").asString())
                .containsExactly("purchases", "silence", "spend", "discount", "interval");
        assertThat(score.path("contributions").get(1).path("points").asString()).startsWith("-");
        assertThat(wire.get(scores + "?asOf=" + END, "scores:read")).hasStatus(404);
        assertThat(wire.getJson(scores).path("model").asString()).isEqualTo(bg);
    }

    private void inUse(String bg, CustomerId first) {
        assertThat(wire.get("/api/v1/customers/" + first + "/clv", "scores:read")).hasStatus(404);
        var again = wire.send("POST", MODELS + "/" + bg + "/fit", "", Map.of());
        assertThat(again).hasStatus(409);
        assertThat(wire.json(again).path("code").asString()).isEqualTo("clv-wrong-state");

        assertThat(wire.send("POST", MODELS + "/" + bg + "/publish", "", Map.of())).hasStatusOk();
        assertThat(wire.send("POST", MODELS + "/" + bg + "/publish", "", Map.of())).hasStatusOk();
        assertThat(wire.getJson("/api/v1/customers/" + first + "/clv").path("model").asString())
                .isEqualTo(bg);
        assertThat(wire.get("/api/v1/customers/" + first + "/clv?asOf=" + END, "scores:read"))
                .hasStatus(404);
        scored(bg, first);
        var published = clock.instant();
        var answered = wire.getJson("/api/v1/customers/" + first + "/clv?asOf=" + published);
        var bob = Fixtures.customer(90_000);
        var doubtful = segmentOfDoubtful(bob, published);
        clock.advance(Duration.ofDays(1));
        var retired = wire.send("POST", MODELS + "/" + bg + "/retire", "", Map.of());
        assertThat(wire.json(retired).path("state").asString()).isEqualTo("RETIRED");
        wire.awaitJob(retired);
        assertThat(members(doubtful)).doesNotContain(bob.value());
        var scores = "/api/v1/customers/" + first + "/scores/clv";
        assertThat(wire.get(scores, "scores:read")).hasStatus(404);
        assertThat(wire.getJson(scores + "?asOf=" + published).path("model").asString())
                .isEqualTo(bg);
        assertThat(wire.getJson("/api/v1/customers/" + first + "/clv?asOf=" + published))
                .isEqualTo(answered);
        assertThat(wire.get("/api/v1/customers/" + first + "/clv", "scores:read")).hasStatus(404);
        assertThat(wire.get("/api/v1/customers/" + first + "/clv?model=" + bg, "scores:read"))
                .hasStatusOk();
    }

    /** Nothing happens but that days pass, until a customer is more likely gone than not. */
    private String segmentOfDoubtful(CustomerId bob, Instant now) {
        var sales = new ArrayList<Fact>();
        for (var days : List.of(1, 4, 8, 11)) {
            var at = now.minus(Duration.ofDays(days));
            sales.add(new Fact.Purchased(Fixtures.sale("txn-bob-" + days, at, "20.00")));
        }
        facts.learn(Map.of(bob, sales));
        var predicate = "{\"field\":\"clvAlive\",\"op\":\"lt\",\"value\":0.5}";
        var made =
                wire.send(
                        "POST",
                        "/api/v1/segments",
                        "{\"name\":\"Doubtful\",\"predicate\":%s}".formatted(predicate),
                        Map.of());
        wire.awaitJob(made);
        var segment = wire.json(made).path("id").asString();
        assertThat(members(segment)).doesNotContain(bob.value());

        var turn = now.truncatedTo(ChronoUnit.DAYS);
        double alive;
        do {
            turn = turn.plus(Duration.ofDays(1));
            alive =
                    wire.getJson("/api/v1/customers/" + bob + "/clv?asOf=" + turn)
                            .path("probabilityAlive")
                            .asDouble();
        } while (alive >= 0.5);
        assertThat(turn).isAfter(now.plus(Duration.ofDays(7)));
        clock.freeze(turn);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> assertThat(members(segment)).contains(bob.value()));

        var preview =
                wire.send(
                        "POST",
                        "/api/v1/segments/preview",
                        "{\"predicate\":{\"all\":[%s,{\"field\":\"clvBand\",\"op\":\"exists\",\"value\":true}]}}"
                                .formatted(predicate),
                        Map.of());
        assertThat(wire.json(preview).path("count").asInt())
                .isEqualTo(members(segment).size())
                .isGreaterThan(1_000);
        // What moved whom is heard from the segment's own events.
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        wire.getJson(
                                                        "/api/v1/segments/"
                                                                + segment
                                                                + "/changes?limit=1")
                                                .path("items")
                                                .path(0)
                                                .path("customerId")
                                                .asString())
                                .isEqualTo(bob.value()));
        return segment;
    }

    private List<String> members(String segment) {
        var members = new ArrayList<String>();
        var page = "/api/v1/segments/" + segment + "/members?limit=200";
        for (var next = wire.getJson(page); ; ) {
            next.path("items").forEach(it -> members.add(it.path("customerId").asString()));
            if (!next.path("nextCursor").isString()) {
                return members;
            }
            next = wire.getJson(page + "&cursor=" + next.path("nextCursor").asString());
        }
    }

    /** Drafted, changed, fitted, tried, discarded, published, and the next version after it. */
    @Test
    void a_model_lives_like_other_definitions_and_its_simulation_tells_the_publication()
            throws Exception {
        // Models of other tests are in use earlier.
        clock.freeze(Instant.parse("2026-08-01T04:00:00Z"));
        cdnow(1);
        recent();
        var bg = fitted("BG_NBD");
        var path = MODELS + "/" + bg;
        var early = wire.send("POST", MODELS + "/" + draftOfAll() + "/publish", "", Map.of());
        assertThat(early).hasStatus(409);
        assertThat(wire.json(early).path("code").asString()).isEqualTo("clv-draft-not-fitted");

        // Bands leave the fit, what it is fitted to does not.
        var patched = patch(path, "{\"valueBands\":{\"high\":\"1.5\",\"low\":\"0.25\"}}");
        assertThat(patched).hasStatusOk();
        assertThat(wire.json(patched).path("state").asString()).isEqualTo("FITTED");
        assertThat(wire.json(patched).path("valueBands").path("high").asString()).isEqualTo("1.5");
        assertThat(wire.send("PATCH", path, "{\"name\":\"x\"}", Map.of())).hasStatus(428);
        assertThat(patch(path, "{\"valueBands\":{\"high\":\"1\",\"low\":\"1\"}}")).hasStatus(422);
        assertThat(patch(path, "{\"horizon\":\"P11Y\"}")).hasStatus(422);
        var first = simulated(path);
        assertThat(first.has("againstModel")).isFalse();
        assertThat(wire.getJson(path).path("state").asString()).isEqualTo("SIMULATED");
        assertThat(wire.get("/api/v1/customers/" + Fixtures.customer(1) + "/clv", "scores:read"))
                .as("trying out puts nothing in use")
                .hasStatus(404);
        publish(path);
        assertThat(patch(path, "{\"name\":\"x\"}")).hasStatus(409);
        var before = bands();
        assertThat(before).isEqualTo(counts(first.path("after")));
        assertThat(before.get("HIGH")).isPositive();

        // The next version values three years by other bands.
        var next =
                wire.send(
                        "POST",
                        path + "/versions",
                        body("BG_NBD")
                                .replace(
                                        "{",
                                        "{\"horizon\":\"P3Y\",\"valueBands\":{\"high\":\"0.2\",\"low\":\"0.001\"},"),
                        Map.of());
        assertThat(next).hasStatus(201);
        assertThat(wire.json(next).path("version").asInt()).isEqualTo(2);
        assertThat(wire.send("POST", path + "/versions", body("AUTO"), Map.of())).hasStatus(409);
        assertThat(wire.send("POST", path + "/simulations", "{}", Map.of())).hasStatus(409);
        wire.awaitJob(wire.send("POST", path + "/fit", "", Map.of()));
        assertThat(wire.getJson(path + "/diagnostics?version=2").path("state").asString())
                .isEqualTo("FITTED");
        var second = simulated(path);
        assertThat(second.path("againstModel").asString()).isEqualTo(bg);
        assertThat(second.path("againstVersion").asInt()).isEqualTo(1);
        assertThat(counts(second.path("before"))).isEqualTo(before);
        assertThat(second.path("moved").asLong()).isPositive();
        assertThat(bands()).as("nobody's value is touched").isEqualTo(before);
        var then = clock.instant();
        var asThen = wire.getJson(ofFirst(then));
        clock.advance(Duration.ofHours(1));
        publish(path);

        assertThat(bands()).isEqualTo(counts(second.path("after"))).isNotEqualTo(before);
        assertThat(wire.getJson(ofFirst(clock.instant())).path("modelVersion").asInt())
                .isEqualTo(2);
        assertThat(wire.getJson(ofFirst(then))).isEqualTo(asThen);
        assertThat(wire.getJson(path + "/versions").path("items"))
                .extracting(it -> it.path("state").asString())
                .containsExactly("PUBLISHED", "RETIRED");

        // A draft that is not wanted goes; what was published stays.
        assertThat(wire.send("POST", path + "/versions", body("BG_BB"), Map.of())).hasStatus(201);
        assertThat(discard(path)).hasStatus(204);
        assertThat(discard(path)).hasStatus(409);
        assertThat(wire.getJson(path + "/versions").path("items")).hasSize(2);
        var unwanted = MODELS + "/" + draftOfAll();
        assertThat(discard(unwanted)).hasStatus(204);
        assertThat(wire.get(unwanted, "scores:read")).hasStatus(404);

        wire.awaitJob(wire.send("POST", path + "/retire", "", Map.of()));
        assertThat(wire.send("POST", path + "/retire", "", Map.of())).hasStatus(409);
        assertThat(bands().values()).containsOnly(0);
    }

    /** Sixty who bought lately, more or less often and for more or less. */
    private void recent() {
        var news = new HashMap<CustomerId, List<Fact>>();
        for (var number = 0; number < 60; number++) {
            var sales = new ArrayList<Fact>();
            for (var time = 0; time <= number % 5; time++) {
                var at = clock.instant().minus(Duration.ofDays(1 + number + 13L * time));
                sales.add(
                        new Fact.Purchased(
                                Fixtures.sale(
                                        "txn-recent-" + number + "-" + time,
                                        at,
                                        20 + 3 * number + ".00")));
            }
            news.put(Fixtures.customer(80_000L + number), sales);
        }
        facts.learn(news);
    }

    private String ofFirst(Instant asOf) {
        return "/api/v1/customers/" + Fixtures.customer(1) + "/clv?asOf=" + asOf;
    }

    private String draftOfAll() {
        return draft("{\"name\":\"x\",\"currency\":\"CNY\",\"calibrationEnd\":\"1997-09-30\"}");
    }

    private JsonNode simulated(String path) {
        var begun = wire.send("POST", path + "/simulations", "{}", Map.of());
        assertThat(begun).hasStatus(202);
        wire.awaitJob(begun);
        var job = Objects.requireNonNull(begun.getResponse().getHeader("Location"));
        var found = wire.getJson(wire.getJson(job).path("resultUrl").asString());
        assertThat(found.path("finished").asBoolean()).isTrue();
        return found;
    }

    private void publish(String path) {
        var published = wire.send("POST", path + "/publish", "", Map.of());
        assertThat(published).hasStatusOk();
        wire.awaitJob(published);
    }

    private MvcTestResult patch(String path, String body) {
        return wire.send("PATCH", path, body, Map.of("If-Match", etag(path)));
    }

    private MvcTestResult discard(String path) {
        return wire.send("DELETE", path, "", Map.of("If-Match", etag(path)));
    }

    private String etag(String path) {
        return Objects.requireNonNull(
                wire.get(path, "scores:read").getResponse().getHeader("ETag"));
    }

    /** How many customers are in each band, as predicates see them. */
    private Map<String, Integer> bands() {
        var bands = new TreeMap<String, Integer>();
        for (var band : List.of("HIGH", "ORDINARY", "LOW")) {
            var preview =
                    wire.send(
                            "POST",
                            "/api/v1/segments/preview",
                            "{\"predicate\":{\"field\":\"clvBand\",\"op\":\"eq\",\"value\":\"%s\"}}"
                                    .formatted(band),
                            Map.of());
            bands.put(band, wire.json(preview).path("count").asInt());
        }
        return bands;
    }

    private static Map<String, Integer> counts(JsonNode of) {
        var bands = new TreeMap<String, Integer>();
        for (var band : List.of("HIGH", "ORDINARY", "LOW")) {
            bands.put(band, of.path(band).asInt());
        }
        return bands;
    }

    private void automatic() {
        var all = wire.getJson(MODELS + "/" + fitted("AUTO") + "/diagnostics").path("candidates");

        assertThat(all)
                .extracting(it -> it.path("family").asString())
                .contains("BG_NBD", "MBG_NBD", "PARETO_NBD");
        assertThat(all.get(0).path("logLikelihood").asDouble())
                .isGreaterThanOrEqualTo(-9582.135716 - 1e-5);
        var monthly = wire.getJson(MODELS + "/" + fitted("BG_BB"));
        assertThat(monthly.path("periodDays").asInt()).isEqualTo(30);
        assertThat(monthly.path("purchases").path("converged").asBoolean()).isTrue();
        var models = wire.getJson(MODELS + "?limit=2");
        assertThat(models.path("items")).hasSize(2);
        assertThat(models.path("nextCursor").asString()).isNotEmpty();
    }

    /** The regular segment of Fader &amp; Hardie 2007: see {@code ShiftedBetaGeometricTest}. */
    @Test
    void contracts_are_projected_from_cohorts_that_the_caller_counted() {
        var contracts = "/api/v1/contract-models";
        var body =
                """
                {"name":"Regular","period":"P1Y","heldOut":5,"margin":"100","currency":"CNY","discountRate":"0.1",
                 "cohorts":[{"name":"A","customers":[1000,631,468,382,326,289,262,241,223,207,194,183,173]}]}
                """;

        var made = wire.send("POST", contracts, body, Map.of("Idempotency-Key", "\"ctr-1\""));

        assertThat(made).hasStatus(201);
        var path = Objects.requireNonNull(made.getResponse().getHeader("Location"));
        var model = wire.getJson(path);
        assertThat(model).isEqualTo(wire.json(made));
        assertThat(model.path("alpha").asDouble()).isCloseTo(0.704, within(5e-4));
        assertThat(model.path("beta").asDouble()).isCloseTo(1.182, within(5e-4));
        assertThat(model.path("holdout")).hasSize(5);
        assertThat(model.path("period").asString()).isEqualTo("P12M");
        assertThat(wire.send("POST", contracts, body, Map.of()).getResponse().getHeader("Location"))
                .isNotEqualTo(path);
        assertThat(wire.getJson(contracts + "?limit=1").path("nextCursor").asString()).isNotEmpty();

        var projection = wire.getJson(path + "/projection?renewals=2&periods=3");
        assertThat(projection.path("next"))
                .extracting(it -> it.path("renewal").asInt())
                .containsExactly(3, 4, 5);
        // Equation 8: (beta + t - 1) / (alpha + beta + t - 1).
        assertThat(projection.path("next").get(0).path("retention").asDouble())
                .isCloseTo(3.182 / 3.886, within(1e-4));
        assertThat(projection.has("expectedRenewals")).isFalse();
        assertThat(projection.path("value").path("amount").asDouble())
                .isCloseTo(100 * projection.path("discountedRenewals").asDouble(), within(0.00501));
        assertThat(wire.getJson(path + "/projection?discountRate=0").has("discountedRenewals"))
                .isFalse();

        for (var wrong : List.of("renewals=-1", "periods=0", "discountRate=2", "colour=1")) {
            assertThat(wire.get(path + "/projection?" + wrong, "scores:read").getResponse())
                    .as(wrong)
                    .satisfies(it -> assertThat(it.getStatus()).isBetween(400, 422));
        }
        assertThat(wire.get(contracts + "/none", "scores:read")).hasStatus(404);
        var refused =
                wire.send(
                        "POST",
                        contracts,
                        """
                        {"name":"x","period":"P1M","margin":"1","discountRate":"1.5",
                         "cohorts":[{"name":"A","customers":[10,11]},{"name":"B","customers":[10,9]}]}
                        """,
                        Map.of());
        assertThat(refused).hasStatus(422);
        assertThat(wire.json(refused).path("errors"))
                .extracting(it -> it.path("pointer").asString())
                .containsExactlyInAnyOrder("/cohorts/0/customers", "/margin", "/discountRate");
        var tooLittle =
                "{\"name\":\"x\",\"period\":\"P1M\",\"cohorts\":[{\"name\":\"A\",\"customers\":[10,9]}]}";
        assertThat(wire.send("POST", contracts, tooLittle, Map.of())).hasStatus(422);
    }

    @Test
    void what_makes_no_sense_is_refused_at_its_place() {
        var refused =
                wire.send(
                        "POST",
                        MODELS,
                        """
                        {"name":"x","currency":"XXY","family":"BG_NBD","calibrationFrom":"2025-10-01",
                         "calibrationEnd":"2025-09-30","holdoutEnd":"2031-01-01","periodDays":30,
                         "discountRate":"1.5"}
                        """,
                        Map.of("Accept-Language", "zh-CN"));
        assertThat(refused).hasStatus(422);
        assertThat(wire.json(refused).path("errors"))
                .extracting(it -> it.path("pointer").asString())
                .containsExactlyInAnyOrder(
                        "/currency",
                        "/calibrationFrom",
                        "/holdoutEnd",
                        "/periodDays",
                        "/discountRate");
        assertThat(wire.json(refused).path("title").asString()).isEqualTo("部分字段无效");

        var unknown =
                wire.send(
                        "POST",
                        MODELS,
                        "{\"name\":\"x\",\"currency\":\"CNY\",\"calibrationEnd\":\"2025-09-30\",\"colour\":1}",
                        Map.of());
        assertThat(unknown).hasStatus(400);
        assertThat(wire.json(unknown).path("errors").get(0).path("pointer").asString())
                .isEqualTo("/colour");
        assertThat(wire.send("POST", MODELS, "{\"name\":\"x\"}", Map.of())).hasStatus(422);

        assertThat(wire.get(MODELS, "segments:read")).hasStatus(403);
        assertThat(wire.get(MODELS + "?colour=1", "scores:read")).hasStatus(400);
        assertThat(wire.get(MODELS + "/none", "scores:read")).hasStatus(404);
        var customer = Fixtures.customer(99_999);
        assertThat(wire.get("/api/v1/customers/" + customer + "/clv", "scores:read"))
                .hasStatus(404);
        facts.learn(Map.of(customer, List.of(new Fact.Described(Fixtures.profile(Instant.EPOCH)))));
        for (var wrong :
                List.of(
                        "horizon=P0D",
                        "horizon=soon",
                        "horizon=P99Y",
                        "discountRate=2",
                        "asOf=x")) {
            assertThat(wire.get("/api/v1/customers/" + customer + "/clv?" + wrong, "scores:read"))
                    .as(wrong)
                    .hasStatus(400);
        }
    }

    @Test
    void too_few_repeat_customers_fail_the_job_and_leave_a_draft() {
        var id = draft("{\"name\":\"Yen\",\"currency\":\"JPY\",\"calibrationEnd\":\"2020-01-01\"}");
        assertThat(wire.get(MODELS + "/" + id + "/diagnostics", "scores:read")).hasStatus(404);

        var job =
                Objects.requireNonNull(
                        wire.send("POST", MODELS + "/" + id + "/fit", "", Map.of())
                                .getResponse()
                                .getHeader("Location"));

        await().atMost(Wire.PATIENCE)
                .until(() -> wire.getJson(job).path("state").asString(), "FAILED"::equals);
        assertThat(wire.getJson(job).path("problem").path("code").asString())
                .isEqualTo("clv-too-few-repeat-customers");
        assertThat(wire.getJson(MODELS + "/" + id).path("state").asString()).isEqualTo("DRAFT");
    }

    private static String body(String family) {
        return """
        {"name":"CDNOW","currency":"CNY","family":"%s","calibrationFrom":"1997-01-01",
         "calibrationEnd":"1997-09-30","holdoutEnd":"1998-06-30"}
        """
                .formatted(family);
    }

    private String fitted(String family) {
        var id = draft(body(family));
        var begun = wire.send("POST", MODELS + "/" + id + "/fit", "", Map.of());
        assertThat(begun).hasStatus(202);
        wire.awaitJob(begun);
        return id;
    }

    private String draft(String body) {
        var made = wire.send("POST", MODELS, body, Map.of());
        assertThat(made).hasStatus(201).headers().containsHeaders("ETag", "Location");
        return wire.json(made).path("id").asString();
    }

    private static void expect(JsonNode model, String parameter, double value) {
        assertThat(model.path("purchases").path("parameters").path(parameter).asDouble())
                .isCloseTo(value, withPercentage(0.1));
    }

    /** All sales of the data set; the n-th customer of the file has the n-th id. */
    private void cdnow(long sequence) {
        var news = new HashMap<CustomerId, List<Fact>>();
        var numbers = new HashMap<String, Long>();
        for (var sale : Cdnow.sales()) {
            var number = numbers.computeIfAbsent(sale.customer(), _ -> numbers.size() + 1L);
            var bought = news.computeIfAbsent(Fixtures.customer(number), _ -> new ArrayList<>());
            bought.add(
                    new Fact.Purchased(
                            new Purchase(
                                    "txn-" + number + "-" + bought.size(),
                                    sequence,
                                    Purchase.Kind.SALE,
                                    sale.day().atTime(12, 0).toInstant(ZoneOffset.UTC),
                                    sale.dollars(),
                                    "CNY",
                                    "WEB")));
        }
        facts.learn(news);
    }
}
