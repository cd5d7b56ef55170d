package io.pondcrm.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import java.time.Duration;
import java.time.Instant;
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

/** Models with grids of their own, and runs as pictures. */
@PondTest
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class RfmServiceTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired Facts facts;
    @Autowired TestClock clock;

    final List<CustomerId> customers = Fixtures.tenCustomers();

    @BeforeEach
    void customers() {
        clock.freeze(NOW);
        facts.learn(Fixtures.tenBought(NOW));
    }

    /** Customer i's day, count and money all rise with i, and half of them lie above the middle. */
    @Test
    void the_eight_classes_are_a_model_like_any_other() throws Exception {
        var refused =
                wire.send(
                        "POST",
                        "/api/v1/rfm-models",
                        """
                        {"name":"Eight","currency":"CNY","quantiles":5,"weights":
                         {"recency":1,"frequency":0,"monetary":0},"limits":
                         {"recencyDays":[3,6],"frequency":[2],"monetary":["2","1"]},
                         "grid":{"kind":"TEN_NAMES","against":"MEDIAN"}}
                        """,
                        Map.of());
        assertThat(refused).hasStatus(422);
        assertThat(wire.json(refused).path("errors"))
                .extracting(it -> it.path("pointer").asString())
                .containsExactlyInAnyOrder(
                        "/limits",
                        "/limits/frequency",
                        "/limits/monetary",
                        "/weights",
                        "/grid/against");

        var model =
                wire.json(
                        wire.send(
                                "POST",
                                "/api/v1/rfm-models",
                                """
                                {"name":"Eight","currency":"CNY",
                                 "grid":{"kind":"EIGHT_CLASSES","against":"MEDIAN"}}
                                """,
                                Map.of()));
        assertThat(model.path("grid").path("against").asString()).isEqualTo("MEDIAN");
        assertThat(model.path("grid").path("segments"))
                .hasSize(8)
                .allSatisfy(
                        it -> assertThat(it.path("rule").path("zh").asString()).contains("中位数"));
        var path = "/api/v1/rfm-models/" + model.path("id").asString();
        wire.awaitJob(wire.send("POST", path + "/runs", "{}", Map.of()));

        var distribution = wire.getJson(path + "/distribution");
        assertThat(distribution.path("segments"))
                .extracting(
                        it -> it.path("segment").asString() + " " + it.path("customers").asInt())
                .containsExactly(
                        "IMPORTANT_VALUE 5",
                        "IMPORTANT_DEVELOP 0",
                        "IMPORTANT_KEEP 0",
                        "IMPORTANT_RETAIN 0",
                        "GENERAL_VALUE 0",
                        "GENERAL_DEVELOP 0",
                        "GENERAL_KEEP 0",
                        "GENERAL_RETAIN 5");
        assertThat(distribution.path("highAbove").path("frequency").asInt()).isEqualTo(5);
        assertThat(wire.getJson(path + "/members?segment=IMPORTANT_VALUE").path("items"))
                .extracting(it -> it.path("customerId").asString())
                .containsExactlyInAnyOrderElementsOf(
                        customers.subList(5, 10).stream().map(CustomerId::value).toList());
        var unknown = wire.get(path + "/members?segment=CHAMPIONS", "scores:read");
        assertThat(unknown).hasStatus(404);
        assertThat(wire.json(unknown).path("detail").asString()).contains("GENERAL_KEEP");
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published("crm.score.v1", customers.getLast()))
                                .filteredOn(it ->
                                        it.path("model")
                                                .asString()
                                                .equals(model.path("id").asString()))
                                .extracting(it -> it.path("label").asString())
                                .containsExactly("IMPORTANT_VALUE"));
        assertThat(
                        wire.getJson(
                                        "/api/v1/customers/"
                                                + customers.getFirst()
                                                + "/rfm?model="
                                                + model.path("id").asString())
                                .path("name")
                                .path("zh")
                                .asString())
                .isEqualTo("一般挽留客户");
        var shown =
                Svg.of(
                        wire.send("GET", path + "/heatmap.svg", "", Map.of())
                                .getResponse()
                                .getContentAsByteArray());
        assertThat(shown.ids("customers-"))
                .hasSize(8)
                .extracting(place -> shown.text("customers-" + place))
                .containsExactlyInAnyOrder("5", "5", "0", "0", "0", "0", "0", "0");
        assertThat(shown.text("segment-1-3") + " " + shown.text("customers-1-3"))
                .isEqualTo("Important, to value 5");
    }

    @Test
    void a_draft_is_tried_published_as_it_was_tried_and_retired() throws Exception {
        var path =
                "/api/v1/rfm-models/"
                        + wire.json(
                                        wire.send(
                                                "POST",
                                                "/api/v1/rfm-models",
                                                "{\"name\":\"Thirds\",\"currency\":\"CNY\",\"quantiles\":3}",
                                                Map.of()))
                                .path("id")
                                .asString();
        wire.awaitJob(wire.send("POST", path + "/runs", "{}", Map.of()));
        var before = wire.getJson(path + "/distribution");
        var drafted =
                wire.send(
                        "POST",
                        path + "/versions",
                        "{\"name\":\"Fifths\",\"currency\":\"CNY\",\"quantiles\":4}",
                        Map.of());
        assertThat(drafted).hasStatus(201);
        assertThat(wire.json(drafted).path("state").asString()).isEqualTo("DRAFT");
        assertThat(wire.getJson(path).path("version").asInt()).isEqualTo(1);
        assertThat(
                        wire.send(
                                "POST",
                                path + "/versions",
                                "{\"name\":\"Others\",\"currency\":\"CNY\"}",
                                Map.of()))
                .hasStatus(409);
        var seen = Map.of("If-Match", String.valueOf(drafted.getResponse().getHeader("ETag")));
        assertThat(wire.send("PATCH", path, "{\"state\":\"PUBLISHED\"}", seen)).hasStatus(422);
        assertThat(wire.send("PATCH", path, "{\"quantiles\":5}", seen)).hasStatusOk();
        assertThat(wire.send("PATCH", path, "{\"quantiles\":6}", seen)).hasStatus(412);

        var simulated = wire.send("POST", path + "/simulations", "{}", Map.of());
        wire.awaitJob(simulated);
        var found =
                wire.getJson(
                        wire.getJson(String.valueOf(simulated.getResponse().getHeader("Location")))
                                .path("resultUrl")
                                .asString());
        assertThat(found.path("finished").asBoolean()).isTrue();
        assertThat(found.path("against").path("id")).isEqualTo(before.path("run").path("id"));
        var came = new TreeMap<String, Integer>();
        var went = new TreeMap<String, Integer>();
        found.path("moves")
                .forEach(move -> {
                    went.merge(
                            move.path("from").asString(),
                            move.path("customers").asInt(),
                            Integer::sum);
                    came.merge(
                            move.path("to").asString(),
                            move.path("customers").asInt(),
                            Integer::sum);
                });
        assertThat(went).isEqualTo(counts(before));
        assertThat(came).isEqualTo(counts(found));
        assertThat(found.path("moved").asInt()).isPositive();
        assertThat(wire.getJson(path + "/distribution")).isEqualTo(before);
        assertThat(wire.getJson(path + "/versions").path("items"))
                .extracting(it -> it.path("state").asString())
                .containsExactly("SIMULATED", "PUBLISHED");

        var published = wire.send("POST", path + "/publish", "", Map.of());
        assertThat(published).hasStatusOk();
        wire.awaitJob(published);
        var now = wire.getJson(path + "/distribution");
        assertThat(now.path("run").path("modelVersion").asInt()).isEqualTo(2);
        for (var part : List.of("segments", "cells", "cutPoints")) {
            assertThat(now.path(part)).isEqualTo(found.path(part));
        }
        assertThat(
                        wire.send(
                                "PATCH",
                                path,
                                "{\"quantiles\":5}",
                                Map.of(
                                        "If-Match",
                                        String.valueOf(published.getResponse().getHeader("ETag")))))
                .hasStatus(409);

        var score = "/api/v1/customers/" + customers.getLast() + "/scores/rfm?model=";
        var model = path.substring(path.lastIndexOf('/') + 1);
        assertThat(wire.getJson(score + model).path("value").asString()).isEqualTo("15");
        clock.advance(Duration.ofSeconds(1));
        wire.awaitJob(wire.send("POST", path + "/retire", "", Map.of()));
        assertThat(wire.get(score + model, "scores:read")).hasStatus(404);
        assertThat(wire.getJson(score + model + "&asOf=" + NOW).path("value").asString())
                .isEqualTo("15");
        assertThat(wire.send("POST", path + "/runs", "{}", Map.of())).hasStatus(409);
        assertThat(wire.send("POST", path + "/simulations", "{}", Map.of())).hasStatus(409);
        assertThat(wire.send("POST", "/api/v1/rfm-models/rfm-default/retire", "", Map.of()))
                .hasStatus(409);
    }

    private static Map<String, Integer> counts(JsonNode distribution) {
        var counts = new TreeMap<String, Integer>();
        distribution
                .path("segments")
                .forEach(it -> {
                    if (it.path("customers").asInt() > 0) {
                        counts.put(it.path("segment").asString(), it.path("customers").asInt());
                    }
                });
        return counts;
    }

    @Test
    void a_heat_map_tells_what_the_distribution_tells_in_the_readers_language() throws Exception {
        var model =
                wire.json(
                                wire.send(
                                        "POST",
                                        "/api/v1/rfm-models",
                                        """
                                        {"name":"</text><script>alert(1)</script> & \\u0001",
                                         "currency":"CNY","weights":
                                         {"recency":1,"frequency":2,"monetary":1}}
                                        """,
                                        Map.of()))
                        .path("id")
                        .asString();
        var path = "/api/v1/rfm-models/" + model;
        assertThat(wire.get(path + "/heatmap.svg", "scores:read")).hasStatus(404);
        wire.awaitJob(wire.send("POST", path + "/runs", "{}", Map.of()));
        wire.awaitJob(wire.send("POST", "/api/v1/rfm-models/rfm-default/runs", "{}", Map.of()));

        for (var each : List.of(path, "/api/v1/rfm-models/rfm-default")) {
            var distribution = wire.getJson(each + "/distribution");
            var picture = wire.send("GET", each + "/heatmap.svg", "", Map.of());
            assertThat(picture).hasStatus(200);
            var shown = Svg.of(picture.getResponse().getContentAsByteArray());
            var bySegment = new TreeMap<String, Integer>();
            var everybody = 0;
            for (var place : shown.ids("customers-")) {
                var count = Integer.parseInt(shown.text("customers-" + place));
                bySegment.merge(shown.text("segment-" + place), count, Integer::sum);
                assertThat(shown.text("share-" + place)).isEqualTo(count * 10 + ".0%");
                everybody += count;
            }
            var wanted = new TreeMap<String, Integer>();
            distribution
                    .path("segments")
                    .forEach(it ->
                            wanted.put(
                                    it.path("name").path("en").asString(),
                                    it.path("customers").asInt()));
            assertThat(bySegment).isEqualTo(wanted);
            assertThat(everybody).isEqualTo(10);
            assertThat(shown.ids("legend-")).hasSize(11);
        }

        var chinese =
                wire.send("GET", path + "/heatmap.svg", "", Map.of("Accept-Language", "zh-CN,en"));
        var shown = Svg.of(chinese.getResponse().getContentAsByteArray());
        assertThat(shown.text("legend-CHAMPIONS")).startsWith("冠军客户: ");
        assertThat(shown.text("title-line"))
                .isEqualTo("RFM 热力图：</text><script>alert(1)</script> & �");
        assertThat(chinese.getResponse().getHeaders("Vary")).contains("Accept-Language");
        var etag = String.valueOf(chinese.getResponse().getHeader("ETag"));
        assertThat(
                        wire.send(
                                "GET",
                                path + "/heatmap.svg",
                                "",
                                Map.of("Accept-Language", "zh-CN", "If-None-Match", etag)))
                .hasStatus(304);
        assertThat(
                        wire.send(
                                "GET",
                                path + "/heatmap.svg",
                                "",
                                Map.of("Accept-Language", "en", "If-None-Match", etag)))
                .hasStatus(200);
    }
}
