package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.suite.RunningSuite.Pond;
import java.io.StringReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What was answered on a day is answered of that day ever after. */
@ExtendWith(RunningSuite.class)
class ScoreHistoryIT {

    @Test
    void scores_of_a_past_moment_outlive_purchases_runs_and_a_kill(Pond pond) throws Exception {
        var staff = new Staff(pond);
        var customers = Writers.customers(pond, "history", 12);
        for (var at = 0; at < customers.size(); at++) {
            buy(
                    pond,
                    "history-a-" + at,
                    customers.get(at),
                    Instant.parse("2026-05-0" + (1 + at % 9) + "T08:00:00Z"),
                    at);
        }
        staff.awaitCalm();
        scoreAll(pond);
        var then =
                pond.ops
                        .read(scores(customers.getFirst()))
                        .path("items")
                        .get(0)
                        .path("asOf")
                        .asString();
        var answered = answers(pond, customers, then);
        assertThat(answered.keySet())
                .extracting(it -> it.substring(0, it.indexOf(' ')))
                .contains("abc", "lifecycle", "rfm", "tier");

        for (var at = 0; at < customers.size(); at++) {
            buy(pond, "history-b-" + at, customers.get(at), Instant.now().plusMillis(1), 30 - at);
        }
        staff.awaitCalm();
        scoreAll(pond);
        pond.kill("segmentation");
        pond.suite.up();

        assertThat(answers(pond, customers, then)).isEqualTo(answered);
    }

    @Test
    void a_heat_map_comes_through_the_gateway_as_a_picture(Pond pond) throws Exception {
        var staff = new Staff(pond);
        buy(
                pond,
                "picture",
                Writers.customers(pond, "picture", 1).getFirst(),
                Instant.parse("2026-05-01T08:00:00Z"),
                1);
        staff.awaitCalm();
        scoreAll(pond);

        var picture = pond.ops.get("/api/v1/rfm-models/rfm-default/heatmap.svg").orThrow();

        assertThat(picture.header("Content-Type")).startsWith("image/svg+xml");
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var texts =
                factory.newDocumentBuilder()
                        .parse(new InputSource(new StringReader(picture.text())))
                        .getElementsByTagName("text");
        var shown = 0;
        for (var at = 0; at < texts.getLength(); at++) {
            var id = texts.item(at).getAttributes().getNamedItem("id");
            if (id != null && id.getNodeValue().startsWith("customers-")) {
                shown += Integer.parseInt(texts.item(at).getTextContent().replace(",", ""));
            }
        }
        assertThat(shown)
                .isEqualTo(
                        pond.ops
                                .read("/api/v1/rfm-models/rfm-default/distribution")
                                .path("run")
                                .path("scored")
                                .asInt());
    }

    private static void buy(Pond pond, String id, String customer, Instant at, int times)
            throws Exception {
        var sale = new HashMap<>(PurchaseJourneyIT.sale(id, customer, (times + 1) + "50.00"));
        sale.put("occurredAt", at.truncatedTo(java.time.temporal.ChronoUnit.MILLIS).toString());
        pond.ops.post("/api/v1/transactions", sale).orThrow();
    }

    private static void scoreAll(Pond pond) throws Exception {
        new Staff(pond)
                .awaitJob(pond.ops.post("/api/v1/rfm-models/rfm-default/runs", Map.of()).orThrow());
        new Staff(pond)
                .awaitJob(
                        pond.ops
                                .post(
                                        "/api/v1/abc-classifications",
                                        Map.of("name", "All", "currency", "CNY"))
                                .orThrow());
    }

    private static String scores(String customer) {
        return "/api/v1/customers/" + customer + "/scores";
    }

    private static Map<String, JsonNode> answers(Pond pond, List<String> customers, String then)
            throws Exception {
        var answers = new TreeMap<String, JsonNode>();
        for (var customer : customers) {
            for (var item : pond.ops.read(scores(customer) + "?asOf=" + then).path("items")) {
                ((ObjectNode) item).remove("computedAt");
                answers.put(item.path("type").asString() + " " + customer, item);
            }
        }
        return answers;
    }
}
