package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClients;
import io.pondcrm.suite.Canaries.Home;
import io.pondcrm.suite.RunningSuite.Pond;
import io.pondcrm.suite.Settings.Port;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Who is needed no more becomes nobody in all services, and every report tells what it told before.
 */
@ExtendWith(RunningSuite.class)
class AnonymizationIT {

    private static final String TAG = "anonymization-journey";
    private static final int PEOPLE = 6;
    private static final String CASES = "/api/v1/cases?limit=1&count=exact&type=COMPLAINT&state=";
    private static final String CLOSED_CASES = CASES + "CLOSED";

    private final Canaries canaries = new Canaries(AnonymizationIT.class);

    @Test
    void reports_tell_the_same_before_and_after(Pond pond) throws Exception {
        var staff = new Staff(pond);
        var survey = staff.survey("COMPLAINT");
        var people = new ArrayList<String>();
        for (var number = 0; number < PEOPLE; number++) {
            people.add(somebody(staff, survey, number));
        }
        var segment = staff.segment("Anonymized", TAG, "");
        staff.awaitMembers(segment, PEOPLE);
        var campaign = staff.campaign(segment, "Long ago", "Dear {{customer.displayName}}");
        staff.awaitCalm();
        staff.awaitJob(pond.ops.post("/api/v1/rfm-models/rfm-default/runs", Map.of()).orThrow());
        staff.awaitJob(
                pond.ops
                        .post(
                                "/api/v1/abc-classifications",
                                Map.of("name", "Before", "currency", "CNY"))
                        .orThrow());
        staff.awaitCalm();
        settleWarnings(pond, people);
        var before = reports(staff, survey, campaign);
        assertThat(before)
                .containsKeys(
                        "/api/v1/tier-schemes/retail-membership/distribution",
                        "/api/v1/lifecycle-schemes/lifecycle-5/distribution",
                        "sales of CNY");
        assertThat(before.get(CLOSED_CASES)).isNotEqualTo("0 cases");

        var gone = people.subList(0, PEOPLE - 1);
        var requests = new LinkedHashMap<String, String>();
        for (var customer : gone) {
            var path = "/api/v1/customers/" + customer;
            requests.put(customer, anonymize(pond, path));
        }
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> {
                    for (var request : requests.values()) {
                        assertThat(
                                        pond.ops
                                                .read("/api/v1/data-subject-requests/" + request)
                                                .path("state")
                                                .asString())
                                .isEqualTo("COMPLETED");
                    }
                });
        staff.awaitCalm();

        var after = reports(staff, survey, campaign);
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((report, told) -> assertThat(after.get(report)).as(report).isEqualTo(told));
        assertThat(
                        pond.ops
                                .read("/api/v1/tier-schemes/retail-membership/distribution")
                                .path("anonymized")
                                .asInt())
                .isGreaterThanOrEqualTo(gone.size());
        assertThat(pond.ops.read("/api/v1/churn-overview").path("anonymized").asInt())
                .isGreaterThanOrEqualTo(gone.size());
        staff.awaitMembers(segment, 1);
        areNobody(pond, requests);
    }

    private String somebody(Staff staff, String survey, int number) throws Exception {
        var ops = staff.pond().ops;
        var key = TAG + "-" + number;
        var id =
                ops.put(
                                "/api/v1/customers/by-external-id/shop/" + key,
                                Map.of(
                                        "kind",
                                        "PERSON",
                                        "displayName",
                                        "Lin " + canaries.word(Home.CUSTOMER),
                                        "tags",
                                        List.of(TAG),
                                        "contactPoints",
                                        List.of(
                                                Map.of(
                                                        "type",
                                                        "EMAIL",
                                                        "value",
                                                        canaries.email(Home.CUSTOMER)))))
                        .orThrow()
                        .json()
                        .path("id")
                        .asString();
        Outreach.agreeToMarketing(ops, id, "signed by " + canaries.word(Home.CUSTOMER));
        for (var sale = 0; sale <= number; sale++) {
            Writers.oldSale(staff.pond(), key + "-sale-" + sale, id).orThrow();
        }
        var complaint =
                staff.make(
                        "/api/v1/cases",
                        Map.of(
                                "type",
                                "COMPLAINT",
                                "channel",
                                "EMAIL",
                                "customerId",
                                id,
                                "subject",
                                "Mrs " + canaries.word(Home.FEEDBACK) + " got cold tea"));
        var path = "/api/v1/cases/" + complaint;
        ops.post(path + "/transitions", Map.of("deed", "RESOLVE", "note", "Yes")).orThrow();
        staff.move(path, "CONFIRM");
        var token = Outreach.tokenOfInvitation(ops, survey, complaint);
        assertThat(
                        ops.post(
                                        "/api/v1/public/surveys/" + token,
                                        Map.of("score", 1 + number % 5, "comment", "cold"))
                                .status())
                .isEqualTo(204);
        return id;
    }

    /** Open warnings are work for somebody, and go with whom they are about. */
    private static void settleWarnings(Pond pond, List<String> people) throws Exception {
        for (var customer : people) {
            for (var warning :
                    pond.ops
                            .read("/api/v1/customers/" + customer + "/churn-warnings")
                            .path("items")) {
                pond.ops
                        .post(
                                "/api/v1/churn-warnings/"
                                        + warning.path("id").asString()
                                        + "/transitions",
                                Map.of("to", "RESOLVED"))
                        .orThrow();
            }
        }
    }

    private static String anonymize(Pond pond, String path) throws Exception {
        return pond.ops
                .post(
                        path + "/anonymization",
                        Map.of("reason", "No purchase for ten years"),
                        "If-Match",
                        pond.ops.get(path).orThrow().header("ETag"))
                .orThrow()
                .json()
                .path("id")
                .asString();
    }

    /** What the company reads of all customers together, but when it was counted. */
    private static Map<String, String> reports(Staff staff, String survey, String campaign)
            throws Exception {
        var ops = staff.pond().ops;
        var paths =
                new ArrayList<>(
                        List.of(
                                "/api/v1/surveys/" + survey + "/score",
                                campaign + "/stats",
                                "/api/v1/churn-overview"));
        for (var kind : List.of("tier-schemes", "lifecycle-schemes")) {
            for (var scheme : ops.read("/api/v1/" + kind).path("items")) {
                var id = scheme.path("id").asString();
                var distribution = "/api/v1/" + kind + "/" + id + "/distribution";
                // A scheme that is still a draft has none.
                if (ops.get(distribution).status() == 200) {
                    paths.add(distribution);
                }
            }
        }
        for (var run : ops.read("/api/v1/rfm-models/rfm-default/runs").path("items")) {
            paths.add("/api/v1/rfm-models/rfm-default/runs/" + run.path("id").asString());
        }
        for (var classed : ops.read("/api/v1/abc-classifications").path("items")) {
            paths.add("/api/v1/abc-classifications/" + classed.path("id").asString());
        }
        var reports = new TreeMap<String, String>();
        for (var path : paths) {
            reports.put(
                    path,
                    ops.read(path)
                            .toString()
                            .replaceAll("\"asOf\":\"[^\"]*\",?", "")
                            .replaceAll("\"anonymized\":\\d+,?", ""));
        }
        for (var cases : List.of(CLOSED_CASES, CASES + "OPEN", CASES + "RESOLVED")) {
            reports.put(cases, ops.read(cases).path("total").asInt() + " cases");
        }
        try (var store =
                MongoClients.create(
                        "mongodb://127.0.0.1:"
                                + staff.pond().settings.port(Port.STORE)
                                + "/?retryWrites=false")) {
            for (var it :
                    store.getDatabase("customer-service").getCollection("transactions").find()) {
                reports.merge(
                        "sales of " + it.getString("currency"),
                        it.get("netMinor", Number.class) + "",
                        (one, other) -> Long.toString(Long.parseLong(one) + Long.parseLong(other)));
            }
            reports.put(
                    "enrolments",
                    store.getDatabase("engagement-service")
                                    .getCollection("enrolments")
                                    .countDocuments(new Document())
                            + "");
        }
        return reports;
    }

    private void areNobody(Pond pond, Map<String, String> requests) throws Exception {
        var search = canaries.search();
        for (var request : requests.entrySet()) {
            for (var what : List.of("", "/360", "/timeline", "/transactions", "/messages")) {
                assertThat(
                                search.in(
                                        pond.ops
                                                .get("/api/v1/customers/" + request.getKey() + what)
                                                .text()))
                        .isEmpty();
            }
            var receipt =
                    pond.ops
                            .get("/api/v1/data-subject-requests/" + request.getValue() + "/receipt")
                            .orThrow()
                            .text();
            var file = Files.writeString(Path.of("target", "anonymized.json"), receipt);
            assertThat(ReceiptCheck.of(file, null).flaws()).isEmpty();
            assertThat(receipt).contains("ANONYMIZATION").doesNotContain(request.getKey());
        }
    }
}
