package io.pondcrm.customer.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.customer.Api;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class SyncServiceTest {

    @LocalServerPort int port;

    private Api ops;
    private Api erp;
    private Api shop;

    @BeforeEach
    void clients() {
        ops = Api.ops(port);
        erp = Api.partner(port, "erp");
        shop = Api.partner(port, "shop");
    }

    private Api.Answer tell(String key, long revision, String profile) {
        var answer =
                ops.post(
                        "/partners/erp/customer-syncs",
                        """
                        {"items":[{"key":"%s","revision":%d,"changedAt":"2020-01-01T00:00:00Z",
                                   "profile":%s}]}\
                        """
                                .formatted(key, revision, profile));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(207);
        return answer;
    }

    private void changeOurs(String key, String patch) {
        var customer = ops.get("/customers/by-external-id/erp/" + key);
        assertThat(
                        ops.patch(
                                        "/customers/" + customer.text("/id"),
                                        patch,
                                        "If-Match",
                                        customer.etag())
                                .status())
                .isEqualTo(200);
    }

    private static List<String> adopted(Api.Answer answer) {
        var names = new ArrayList<String>();
        answer.body().at("/results/0/adopt").forEach(it -> names.add(it.asString()));
        return names;
    }

    @Test
    void what_one_side_changed_goes_to_the_other() {
        assertThat(
                        tell("sync-1", 1, "{\"displayName\":\"Ada\",\"region\":\"CN-SH\"}")
                                .body()
                                .at("/results/0/status")
                                .asInt())
                .isEqualTo(201);
        changeOurs("sync-1", "{\"region\":\"CN-BJ\",\"gender\":\"FEMALE\"}");

        var answer = tell("sync-1", 2, "{\"displayName\":\"Ada L\",\"region\":\"CN-SH\"}");

        assertThat(adopted(answer)).containsExactly("region");
        assertThat(answer.text("/results/0/customer/displayName")).isEqualTo("Ada L");
        assertThat(answer.text("/results/0/customer/region")).isEqualTo("CN-BJ");
        assertThat(answer.body().at("/results/0/changed").asBoolean()).isTrue();
        assertThat(answer.body().at("/results/0/conflicts")).isEmpty();

        var again = tell("sync-1", 2, "{\"displayName\":\"Ada L\",\"region\":\"CN-SH\"}");

        assertThat(again.body().at("/results/0/changed").asBoolean()).isFalse();
        assertThat(adopted(again)).containsExactly("region");
    }

    @Test
    void what_both_changed_is_told_with_both_values_once_and_the_later_word_counts() {
        tell("sync-2", 1, "{\"displayName\":\"Bob\",\"region\":\"CN-SH\"}");
        changeOurs("sync-2", "{\"displayName\":\"Bobby\"}");

        var answer = tell("sync-2", 2, "{\"displayName\":\"Robert\",\"region\":\"CN-SH\"}");
        tell("sync-2", 2, "{\"displayName\":\"Robert\",\"region\":\"CN-SH\"}");

        assertThat(answer.text("/results/0/conflicts/0/field")).isEqualTo("displayName");
        assertThat(answer.text("/results/0/conflicts/0/winner")).isEqualTo("OURS");
        assertThat(answer.text("/results/0/customer/displayName")).isEqualTo("Bobby");
        var id = answer.text("/results/0/customer/id");
        var conflicts = ops.get("/partners/erp/sync-conflicts?customerId=" + id);
        assertThat(conflicts.body().path("items")).hasSize(1);
        assertThat(conflicts.text("/items/0/base")).isEqualTo("Bob");
        assertThat(conflicts.text("/items/0/theirs")).isEqualTo("Robert");
        assertThat(conflicts.text("/items/0/ours")).isEqualTo("Bobby");
        assertThat(conflicts.text("/items/0/oursFrom")).isEqualTo("client:ops");
        assertThat(
                        erp.get("/partners/erp/sync-conflicts?customerId=" + id)
                                .body()
                                .at("/items/0/ours")
                                .isMissingNode())
                .as("values are personal")
                .isTrue();
    }

    @Test
    void what_a_partner_changes_after_it_took_ours_over_is_no_conflict() {
        tell("sync-7", 1, "{\"region\":\"CN-SH\"}");
        changeOurs("sync-7", "{\"region\":\"CN-BJ\"}");
        var offer = tell("sync-7", 1, "{\"region\":\"CN-SH\"}");
        var version = offer.body().at("/results/0/customer/version").asLong();
        var row =
                """
                {"items":[{"key":"sync-7","revision":3,"seen":%d,"profile":{"region":"CN-GD"}}]}\
                """;

        var adopted = ops.post("/partners/erp/customer-syncs", row.formatted(version));

        assertThat(adopted.body().at("/results/0/conflicts")).isEmpty();
        assertThat(adopted.text("/results/0/customer/region")).isEqualTo("CN-GD");

        changeOurs("sync-7", "{\"region\":\"CN-ZJ\"}");
        var late =
                ops.post(
                        "/partners/erp/customer-syncs",
                        row.formatted(version).replace("CN-GD", "CN-HB").replace(":3", ":4"));
        assertThat(late.text("/results/0/conflicts/0/field")).isEqualTo("region");
    }

    @Test
    void an_earlier_state_that_comes_late_changes_nothing() {
        tell("sync-3", 5, "{\"displayName\":\"Cleo\",\"region\":\"CN-SH\"}");

        var late = tell("sync-3", 4, "{\"displayName\":\"Cl\",\"region\":\"CN-SH\"}");

        assertThat(late.body().at("/results/0/status").asInt()).isEqualTo(409);
        assertThat(late.text("/results/0/problem/code")).isEqualTo("later-revision-told");
        assertThat(ops.get("/customers/by-external-id/erp/sync-3").text("/displayName"))
                .isEqualTo("Cleo");
    }

    @Test
    void a_bad_row_is_told_by_itself() {
        var answer =
                ops.post(
                        "/partners/erp/customer-syncs",
                        """
                        {"items":[{"key":"sync-4","profile":{"region":"nowhere"}},
                                  {"key":"sync 5","profile":{}},
                                  {"key":"sync-6","profile":{"region":"CN-SH"}}]}\
                        """);

        assertThat(answer.body().at("/results/0/problem/errors/0/pointer").asString())
                .isEqualTo("/profile/region");
        assertThat(answer.body().at("/results/1/problem/errors/0/pointer").asString())
                .isEqualTo("/key");
        assertThat(answer.body().at("/results/2/status").asInt()).isEqualTo(201);
        assertThat(ops.get("/customers/by-external-id/erp/sync-4").status()).isEqualTo(404);
    }

    @Test
    void a_policy_says_which_way_values_go() {
        var api =
                Api.with(
                        port,
                        "customers:write",
                        "customers:read",
                        "mappings:read",
                        "mappings:write");
        var policy = api.get("/partners/one-way/sync-policy");
        assertThat(policy.text("/others/winner")).isEqualTo("LATEST");
        var rules =
                """
                {"fields":{"region":{"direction":"OUT","winner":"OURS"},
                           "attributes/note":{"direction":"IN","winner":"PARTNER"}},
                 "others":{"direction":"BOTH","winner":"PARTNER"}}\
                """;
        assertThat(api.put("/partners/one-way/sync-policy", rules).status()).isEqualTo(428);
        var stored = api.put("/partners/one-way/sync-policy", rules, "If-Match", policy.etag());
        assertThat(stored.status()).as(stored.raw().body()).isEqualTo(200);
        assertThat(
                        api.put("/partners/one-way/sync-policy", rules, "If-Match", policy.etag())
                                .status())
                .isEqualTo(412);
        assertThat(
                        api.put(
                                        "/partners/one-way/sync-policy",
                                        rules.replace("\"region\"", "\"planet\""),
                                        "If-Match",
                                        stored.etag())
                                .errors())
                .containsExactly("/fields/planet unknown-field");

        var told =
                """
                {"items":[{"key":"policy-1","profile":{"region":"%s","gender":"%s"}}]}\
                """;
        api.post("/partners/one-way/customer-syncs", told.formatted("CN-SH", "FEMALE"));
        var answer = api.post("/partners/one-way/customer-syncs", told.formatted("CN-BJ", "MALE"));

        assertThat(adopted(answer)).containsExactly("region");
        assertThat(answer.text("/results/0/customer/region")).isEqualTo("CN-SH");
        assertThat(answer.text("/results/0/customer/gender")).isEqualTo("MALE");
    }

    @Test
    void a_partner_hears_nothing_of_another() {
        assertThat(shop.get("/partners/erp/sync-conflicts").status()).isEqualTo(404);
        assertThat(
                        shop.post(
                                        "/partners/erp/customer-syncs",
                                        "{\"items\":[{\"key\":\"x\",\"profile\":{}}]}")
                                .status())
                .isEqualTo(404);
    }
}
