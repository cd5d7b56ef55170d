package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.suite.RunningSuite.Pond;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * S24 and S25 through the gateway: within five seconds of a person's request nobody writes to them
 * and nothing is concluded about them, while all that is heard is kept; and all of it is back when
 * they take the request back.
 */
@ExtendWith(RunningSuite.class)
class RestrictionIT {

    private static final Duration PROMISED = Duration.ofSeconds(5);
    private static final String TAG = "restriction-journey";
    private static final List<String> CONCLUDED =
            List.of("/tier", "/scores", "/lifecycle", "/segments", "/churn-score");

    @Test
    void whoever_has_processing_restricted_is_kept_and_not_used_until_it_is_lifted(Pond pond)
            throws Exception {
        var staff = new Staff(pond);
        var ada = somebody(pond, "restriction-ada");
        var twin = somebody(pond, "restriction-twin");
        var segment = staff.segment("Restriction", TAG, "");
        staff.awaitMembers(segment, 2);
        for (var path : CONCLUDED) {
            await().atMost(Staff.PATIENCE).until(() -> status(pond, ada, path) == 200);
        }
        staff.awaitCalm();

        var stopped = request(pond, ada, "RESTRICTION", Map.of("ground", "ACCURACY_CONTESTED"));

        assertThat(stopped).isEqualTo("COMPLETED");
        for (var path : CONCLUDED) {
            await(path).atMost(PROMISED).until(() -> status(pond, ada, path) == 409);
        }
        assertThat(staff.list("/api/v1/segments/" + segment + "/members"))
                .extracting(it -> it.path("customerId").asString())
                .containsExactly(twin);
        assertThat(pond.ops.read("/api/v1/customers/" + ada + "/360").has("tiers")).isFalse();
        sale(pond, "restriction-ada-more", ada, "1300.00");
        sale(pond, "restriction-twin-more", twin, "1300.00");
        await().atMost(Staff.PATIENCE).until(() -> tier(pond, twin).equals("SILVER"));
        staff.awaitCalm();
        assertThat(status(pond, ada, "/tier")).isEqualTo(409);
        assertThat(staff.list("/api/v1/customers/" + ada + "/transactions")).hasSize(2);
        staff.campaignToAll(segment, "Restricted", "Dear {{customer.displayName}}, come in.");
        assertThat(mailed(staff))
                .contains("restriction-twin@restriction.example")
                .doesNotContain("restriction-ada@restriction.example");

        request(pond, ada, "RESTRICTION", Map.of("withdraws", true));

        await().atMost(Staff.PATIENCE).until(() -> status(pond, ada, "/tier") == 200);
        assertThat(tier(pond, ada)).isEqualTo("SILVER");
        staff.awaitMembers(segment, 2);
        await().atMost(Staff.PATIENCE).until(() -> status(pond, ada, "/churn-score") == 200);
        assertThat(pond.ops.read("/api/v1/customers/" + ada + "/360").has("tiers")).isTrue();
        staff.campaignToAll(segment, "Welcome back", "Dear {{customer.displayName}}, come in.");
        assertThat(mailed(staff)).contains("restriction-ada@restriction.example");

        request(pond, ada, "OBJECTION", Map.of("against", List.of("PROFILING")));

        for (var path : CONCLUDED) {
            await(path).atMost(PROMISED).until(() -> status(pond, ada, path) == 409);
        }
        assertThat(
                        pond.ops
                                .read("/api/v1/customers/" + ada + "/processing")
                                .path("stopped")
                                .toString())
                .isEqualTo("[\"PROFILING\"]");
    }

    /** Who bought once, and agreed to mails. */
    private static String somebody(Pond pond, String key) throws Exception {
        var profile = new HashMap<String, Object>();
        profile.put("kind", "PERSON");
        profile.put("displayName", "Xu Ada");
        profile.put("tags", List.of(TAG));
        profile.put(
                "contactPoints",
                List.of(Map.of("type", "EMAIL", "value", key + "@restriction.example")));
        var id =
                pond.ops
                        .put("/api/v1/customers/by-external-id/shop/" + key, profile)
                        .orThrow()
                        .json()
                        .path("id")
                        .asString();
        Outreach.agreeToMarketing(pond.ops, id, "form:" + key);
        sale(pond, key + "-sale", id, "1200.00");
        return id;
    }

    private static void sale(Pond pond, String externalId, String customer, String amount)
            throws Exception {
        pond.ops
                .post("/api/v1/transactions", PurchaseJourneyIT.sale(externalId, customer, amount))
                .orThrow();
    }

    private static String request(Pond pond, String customer, String type, Object processing)
            throws Exception {
        return pond.ops
                .post(
                        "/api/v1/data-subject-requests",
                        Map.of("type", type, "customerId", customer, "processing", processing))
                .orThrow()
                .json()
                .path("state")
                .asString();
    }

    private static int status(Pond pond, String customer, String path) throws Exception {
        return pond.ops.get("/api/v1/customers/" + customer + path).status();
    }

    private static String tier(Pond pond, String customer) throws Exception {
        return pond.ops.read("/api/v1/customers/" + customer + "/tier").path("tier").asString();
    }

    private static List<String> mailed(Staff staff) throws Exception {
        return staff.mails().stream().map(it -> it.path("to").asString()).toList();
    }
}
