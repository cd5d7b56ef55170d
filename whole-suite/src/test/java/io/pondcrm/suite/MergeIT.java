package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.suite.RunningSuite.Pond;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two customers turn out to be one and then two again, in every service that keeps something of
 * them.
 */
@ExtendWith(RunningSuite.class)
class MergeIT {

    private static final List<String> OF_A_CUSTOMER =
            List.of(
                    "",
                    "/transactions",
                    "/purchase-profile?until=2030-01-01T00:00:00Z",
                    "/consents",
                    "/consents/history",
                    "/contact-preference",
                    "/tier",
                    "/lifecycle",
                    "/segments");

    @Test
    void a_merge_shows_in_every_service_and_undoing_it_gives_back_every_byte(Pond pond)
            throws Exception {
        var staff = new Staff(pond);
        var survey = staff.survey("SUGGESTION");
        var survivor = somebody(staff, survey, "merge-1", "1200.00");
        var merged = somebody(staff, survey, "merge-2", "1300.00");
        staff.awaitCalm();
        var before = List.of(answers(pond, survey, survivor), answers(pond, survey, merged));
        assertThat(List.of(tier(pond, survivor), tier(pond, merged)))
                .containsExactly("STANDARD", "STANDARD");

        var merge =
                staff.make(
                        "/api/v1/customers/" + survivor + "/merges",
                        Map.of("mergedCustomerId", merged));
        staff.awaitCalm();

        var led = pond.ops.get("/api/v1/customers/" + merged);
        assertThat(led.status()).isEqualTo(307);
        assertThat(led.header("Location")).endsWith("/api/v1/customers/" + survivor);
        assertThat(staff.list("/api/v1/customers/" + survivor + "/transactions"))
                .extracting(it -> it.path("externalId").asString())
                .containsExactlyInAnyOrder("merge-1-sale", "merge-2-sale");
        assertThat(
                        pond.ops
                                .read("/api/v1/customers/" + survivor + "/consents/history")
                                .path("items"))
                .hasSize(2);
        assertThat(tier(pond, survivor)).isEqualTo("SILVER");
        assertThat(pond.ops.read("/api/v1/loyalty-accounts/" + survivor).path("active").asInt())
                .isEqualTo(1000);
        var cases = staff.list("/api/v1/cases?customerId=" + survivor);
        assertThat(cases)
                .hasSize(4)
                .allMatch(it -> it.path("customerId").asString().equals(survivor));
        assertThat(cases)
                .filteredOn(it -> it.path("openedForId").asString("").equals(merged))
                .hasSize(2);
        assertThat(staff.list("/api/v1/cases?customerId=" + merged)).isEqualTo(cases);
        assertThat(staff.list("/api/v1/surveys/" + survey + "/responses?customerId=" + survivor))
                .extracting(it -> it.path("comment").asString())
                .containsExactlyInAnyOrder("Words of merge-1", "Words of merge-2");

        pond.ops.delete("/api/v1/customers/" + survivor + "/merges/" + merge).orThrow();
        staff.awaitCalm();

        assertThat(List.of(answers(pond, survey, survivor), answers(pond, survey, merged)))
                .isEqualTo(before);
    }

    /** Somebody who bought, agreed to mails, has points, waits for one answer and gave another. */
    private static String somebody(Staff staff, String survey, String name, String amount)
            throws Exception {
        var ops = staff.pond().ops;
        var customer = Writers.customers(staff.pond(), name, 1).getFirst();
        staff.make(
                "/api/v1/transactions", PurchaseJourneyIT.sale(name + "-sale", customer, amount));
        Outreach.agreeToMarketing(ops, customer, "form:" + name);
        var account = "/api/v1/loyalty-accounts/" + customer;
        ops.post(account + "/adjustments", Map.of("points", 700, "reason", "GOODWILL")).orThrow();
        ops.post(account + "/redemptions", Map.of("points", 200)).orThrow();
        suggestion(staff, customer, "Jasmine tea, please");
        var settled = suggestion(staff, customer, "Bigger cups, please");
        ops.post(
                        "/api/v1/cases/" + settled + "/transitions",
                        Map.of("deed", "RESOLVE", "note", "Bought bigger ones"))
                .orThrow();
        staff.move("/api/v1/cases/" + settled, "CONFIRM");
        ops.post(
                        "/api/v1/public/surveys/"
                                + Outreach.tokenOfInvitation(ops, survey, settled),
                        Map.of("score", 5, "comment", "Words of " + name))
                .orThrow();
        return customer;
    }

    private static String suggestion(Staff staff, String customer, String subject)
            throws Exception {
        return staff.make(
                "/api/v1/cases",
                Map.of(
                        "type",
                        "SUGGESTION",
                        "channel",
                        "STORE",
                        "customerId",
                        customer,
                        "subject",
                        subject));
    }

    private static String tier(Pond pond, String customer) throws Exception {
        return pond.ops.read("/api/v1/customers/" + customer + "/tier").path("tier").asString();
    }

    private static Map<String, String> answers(Pond pond, String survey, String customer)
            throws Exception {
        var answers = new TreeMap<String, String>();
        for (var path : OF_A_CUSTOMER) {
            answers.put(path, lasting(pond.ops.read("/api/v1/customers/" + customer + path)));
        }
        for (var part : List.of("", "/ledger")) {
            var path = "/api/v1/loyalty-accounts/" + customer + part;
            answers.put("points" + part, pond.ops.get(path).orThrow().text());
        }
        var cases = pond.ops.read("/api/v1/cases?customerId=" + customer);
        for (var one : cases.path("items")) {
            var path = "/api/v1/cases/" + one.path("id").asString();
            for (var part : List.of("", "/history", "/comments", "/sla", "/progress")) {
                answers.put(path + part, pond.ops.get(path + part).orThrow().text());
            }
        }
        answers.put("cases", cases.toString());
        for (var part : List.of("/invitations", "/responses")) {
            answers.put(
                    part,
                    pond.ops
                            .get("/api/v1/surveys/" + survey + part + "?customerId=" + customer)
                            .orThrow()
                            .text());
        }
        return answers;
    }

    /** A version never goes back, and some answers say when they were made. */
    private static String lasting(JsonNode answer) {
        if (answer instanceof ObjectNode node) {
            node.remove(List.of("asOf", "knownAt", "computedAt", "version"));
        }
        answer.forEach(MergeIT::lasting);
        return answer.toString();
    }
}
