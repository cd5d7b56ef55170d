package io.pondcrm.customer.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.customer.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;

/** Not in the context that others share: a run looks at everybody, and changes them. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "pond.quality.expected-feeds[transactions\\:till]=P2D")
@PondTest
class QualityServiceTest {

    @LocalServerPort int port;
    @Autowired TestClock clock;
    @Autowired MongoOperations mongo;

    private Api ops;

    @BeforeEach
    void client() {
        ops = Api.ops(port);
    }

    private String customer(String body) {
        var created = ops.post("/customers", body);
        assertThat(created.status()).as(created.raw().body()).isEqualTo(201);
        return created.text("/id");
    }

    private Api.Answer run(boolean isDry) {
        var job = ops.post("/data-quality/runs", "{\"dryRun\":%s}".formatted(isDry));
        assertThat(job.status()).as(job.raw().body()).isEqualTo(202);
        var path = "/jobs/" + job.text("/id");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ops.get(path).text("/state").equals("SUCCEEDED"));
        return ops.get(path);
    }

    private Api.Answer findingsOf(String customer) {
        return ops.get("/data-quality/findings?limit=1000&customerId=" + customer);
    }

    private List<String> kindsOf(String customer) {
        var kinds = new ArrayList<String>();
        findingsOf(customer)
                .body()
                .at("/items")
                .forEach(it -> {
                    if (it.path("state").asString().equals("OPEN")) {
                        kinds.add(it.path("kind").asString() + " " + it.path("field").asString());
                    }
                });
        return kinds;
    }

    private String findingOf(String customer, String kind) {
        for (var each : findingsOf(customer).body().at("/items")) {
            if (each.path("kind").asString().equals(kind)) {
                return "/data-quality/findings/" + each.path("id").asString();
            }
        }
        throw new AssertionError("No finding " + kind);
    }

    @Test
    void a_dry_run_finds_what_is_wrong_and_changes_nothing() {
        var wide = customer("{\"displayName\":\"Ａｄａ　 Lovelace\"}");
        var mixed = customer("{\"displayName\":\"P\u0430ypal\"}");
        var ancient =
                customer(
                        """
                        {"displayName":"Ada","birthDate":"1900-01-01",
                         "contactPoints":[{"type":"EMAIL","value":"old@example.org"},
                          {"type":"POSTAL","value":"上海市静安区１２号  Ｂ座"}]}\
                        """);
        var one =
                """
                {"displayName":"Grace Hopper","birthDate":"1990-03-04",
                 "contactPoints":[{"type":"EMAIL","value":"grace@quality.example.org"},
                  {"type":"PHONE","value":"+8613800139001"}]}\
                """;
        var first = customer(one);
        var second = customer(one);

        var job = run(true);

        assertThat(kindsOf(wide))
                .containsExactlyInAnyOrder(
                        "NAME_FORM displayName", "NO_CONTACT_POINT contactPoints");
        assertThat(kindsOf(mixed)).contains("NAME_SCRIPTS displayName");
        assertThat(kindsOf(ancient))
                .containsExactlyInAnyOrder("BIRTH_DATE birthDate", "ADDRESS_FORM contactPoints/1");
        var later = first.compareTo(second) < 0 ? second : first;
        assertThat(kindsOf(later))
                .containsExactly("DOUBLE " + (later.equals(first) ? second : first));
        assertThat(kindsOf(later.equals(first) ? second : first)).isEmpty();
        assertThat(job.text("/resultUrl")).contains("runId=" + job.text("/id"));
        assertThat(job.body().at("/counters/fixed").asInt()).isZero();
        assertThat(ops.get("/customers/" + wide).etag()).isEqualTo("\"1\"");
        var open = ops.get(findingOf(ancient, "ADDRESS_FORM"));
        assertThat(open.text("/after")).isEqualTo("上海市静安区12号 B座");
        assertThat(Api.frontEnd(port).get(findingOf(ancient, "ADDRESS_FORM")).body().has("after"))
                .isFalse();
        assertThat(Api.partner(port, "shop").get("/data-quality/findings").status()).isEqualTo(403);
    }

    @Test
    void a_fix_is_taken_back_byte_for_byte_unless_somebody_wrote_since() {
        var body =
                """
                {"displayName":"Ｂｏｂ   Quality","contactPoints":[{"type":"POSTAL","value":"Ｒｏａｄ　７",
                 "verifiedAt":"2026-01-01T00:00:00Z","preferred":true}]}\
                """;
        var id = customer(body);
        var before = ops.get("/customers/" + id);
        run(false);

        var fixed = ops.get("/customers/" + id);
        assertThat(fixed.text("/displayName")).isEqualTo("Bob Quality");
        assertThat(fixed.text("/contactPoints/0/value")).isEqualTo("Road 7");
        assertThat(fixed.text("/contactPoints/0/verifiedAt")).startsWith("2026-01-01");
        assertThat(fixed.text("/provenance/displayName/source")).startsWith("quality:");
        for (var finding : mongo.findAll(org.bson.Document.class, "quality_findings")) {
            assertThat(finding.toString()).doesNotContain("Quality", "Ｒｏａｄ");
        }
        var name = findingOf(id, "NAME_FORM");
        assertThat(ops.get(name).text("/state")).isEqualTo("FIXED");
        assertThat(ops.get(name).text("/before")).isEqualTo("Ｂｏｂ   Quality");
        assertThat(ops.post(name + "/fix", "").text("/code")).isEqualTo("finding-not-ready");

        assertThat(ops.delete(name + "/fix").text("/state")).isEqualTo("REVERTED");
        assertThat(ops.delete(findingOf(id, "ADDRESS_FORM") + "/fix").status()).isEqualTo(200);

        var back = ops.get("/customers/" + id);
        for (var field : List.of("displayName", "contactPoints", "provenance")) {
            assertThat(back.body().get(field)).isEqualTo(before.body().get(field));
        }
        assertThat(ops.post(name + "/fix", "").text("/state")).isEqualTo("FIXED");
        ops.patch("/customers/" + id, "{\"displayName\":\"Robert\"}", "If-Match", "*");
        assertThat(ops.delete(name + "/fix").text("/code")).isEqualTo("field-changed-since");
        assertThat(ops.get("/customers/" + id).text("/displayName")).isEqualTo("Robert");
    }

    @Test
    void what_is_not_found_again_is_gone_and_feeds_tell_when_they_came_last() {
        var id =
                customer(
                        """
                        {"displayName":"Eve","externalIds":[{"system":"till","key":"Q-1"}],
                         "contactPoints":[{"type":"EMAIL","value":"eve@quality.example.org"}]}\
                        """);
        run(true);
        assertThat(kindsOf(id)).containsExactly("FEED_MISSING transactions:till");
        assertThat(ops.get("/customers/" + id + "/sources").body().at("/items"))
                .anySatisfy(it -> {
                    assertThat(it.path("feed").asString()).isEqualTo("transactions:till");
                    assertThat(it.path("rows").asLong()).isZero();
                    assertThat(it.path("missing").asBoolean()).isTrue();
                });
        var sale =
                ops.post(
                        "/transactions",
                        """
                        {"system":"till","externalId":"Q-T1","customerId":"%s","type":"SALE",
                         "occurredAt":"2026-11-20T09:30:00Z","total":{"amount":"5.00","currency":"CNY"}}\
                        """
                                .formatted(id));
        assertThat(sale.status()).as(sale.raw().body()).isEqualTo(201);

        run(true);

        assertThat(kindsOf(id)).isEmpty();
        assertThat(ops.get(findingOf(id, "FEED_MISSING")).text("/state")).isEqualTo("GONE");
        var sources = ops.get("/customers/" + id + "/sources").body().at("/items");
        assertThat(sources)
                .anySatisfy(it -> {
                    assertThat(it.path("feed").asString()).isEqualTo("transactions:till");
                    assertThat(it.path("rows").asLong()).isEqualTo(1);
                    assertThat(it.path("missing").asBoolean()).isFalse();
                })
                .anySatisfy(it ->
                        assertThat(it.path("feed").asString()).isEqualTo("profile:client:ops"));
        clock.advance(Duration.ofDays(400));
        run(true);
        assertThat(kindsOf(id))
                .containsExactlyInAnyOrder("FEED_MISSING transactions:till", "STALE ");
    }
}
