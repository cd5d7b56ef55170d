package io.pondcrm.customer.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.customer.Api;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;

/** What is known of customers besides their fields: interests, age, how old and sure it is. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class KnownFieldsServiceTest {

    @LocalServerPort int port;
    @Autowired TestEvents events;
    @Autowired TestClock clock;
    @Autowired MongoOperations mongo;

    private Api ops;
    private Api frontEnd;

    @BeforeEach
    void clients() {
        ops = Api.ops(port);
        frontEnd = Api.frontEnd(port);
    }

    private String customer(String body) {
        var created = ops.post("/customers", body);
        assertThat(created.status()).as(created.raw().body()).isEqualTo(201);
        return created.text("/id");
    }

    private static List<String> idsOf(Api.Answer page) {
        assertThat(page.status()).as(page.raw().body()).isEqualTo(200);
        var ids = new ArrayList<String>();
        page.body().at("/items").forEach(it -> ids.add(it.path("id").asString()));
        return ids;
    }

    @Test
    void an_interest_has_weight_and_source_is_found_by_and_told_to_segments() {
        var id = customer("{\"displayName\":\"Ada\"}");
        var path = "/customers/" + id + "/interests/kite-surfing";

        assertThat(ops.put(path, "{\"weight\":0.8}").status()).isEqualTo(428);
        assertThat(ops.put(path, "{\"weight\":1.1}", "If-Match", "*").status()).isEqualTo(422);
        assertThat(ops.put(path, "{\"weight\":0}", "If-Match", "*").status()).isEqualTo(422);
        var put = ops.put(path, "{\"weight\":0.80,\"source\":\"survey\"}", "If-Match", "\"1\"");

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.body().path("weight").decimalValue()).isEqualByComparingTo("0.8");
        assertThat(put.text("/source")).isEqualTo("client:ops/survey");
        assertThat(put.body().path("confidence").decimalValue()).isEqualByComparingTo("0.9");
        assertThat(ops.put(path, "{\"weight\":0.5}", "If-Match", "\"1\"").status()).isEqualTo(412);
        assertThat(idsOf(ops.get("/customers?interest=kite-surfing"))).containsExactly(id);
        assertThat(idsOf(ops.get("/customers?interest=kite"))).isEmpty();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(
                                        events.published("crm.customer.v1", new CustomerId(id))
                                                .toString())
                                .contains("interest:kite-surfing"));

        assertThat(ops.delete(path, "If-Match", put.etag()).status()).isEqualTo(204);
        assertThat(ops.get(path).status()).isEqualTo(404);
        assertThat(ops.get("/customers/" + id + "/interests").body().at("/items")).isEmpty();
        assertThat(idsOf(ops.get("/customers?interest=kite-surfing"))).isEmpty();
    }

    @Test
    void merged_customers_share_interests_and_part_with_their_own() {
        var survivor = customer("{\"displayName\":\"Ada\"}");
        var merged = customer("{\"displayName\":\"Ada L\"}");
        ops.put("/customers/" + survivor + "/interests/tea", "{\"weight\":0.2}", "If-Match", "*");
        ops.put("/customers/" + merged + "/interests/tea", "{\"weight\":0.9}", "If-Match", "*");
        ops.put("/customers/" + merged + "/interests/go", "{\"weight\":0.7}", "If-Match", "*");

        var merge =
                ops.post(
                        "/customers/" + survivor + "/merges",
                        "{\"mergedCustomerId\":\"%s\"}".formatted(merged));
        assertThat(merge.status()).as(merge.raw().body()).isEqualTo(201);
        var both = ops.get("/customers/" + survivor).body().at("/interests");
        assertThat(both.path("tea").decimalValue()).isEqualByComparingTo("0.2");
        assertThat(both.path("go").decimalValue()).isEqualByComparingTo("0.7");

        ops.delete("/customers/" + survivor + "/merges/" + merge.text("/id"), "If-Match", "*");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(ops.get("/customers/" + merged).status()).isEqualTo(200));
        var alone = ops.get("/customers/" + survivor).body().at("/interests");
        assertThat(alone.size()).isEqualTo(1);
        assertThat(alone.path("tea").decimalValue()).isEqualByComparingTo("0.2");
    }

    @Test
    void persons_are_found_by_age_and_masked_ages_are_no_dates_of_birth() {
        var young = customer("{\"birthDate\":\"2001-01-01\",\"tags\":[\"of-age\"]}");
        var old = customer("{\"birthDate\":\"1951-01-01\",\"tags\":[\"of-age\"]}");
        customer("{\"tags\":[\"of-age\"]}");
        customer("{\"kind\":\"ORGANIZATION\",\"birthDate\":\"1951-01-01\",\"tags\":[\"of-age\"]}");

        assertThat(idsOf(ops.get("/customers?tag=of-age&ageGte=20&ageLt=33")))
                .containsExactly(young);
        assertThat(idsOf(ops.get("/customers?tag=of-age&ageGte=33"))).containsExactly(old);
        assertThat(idsOf(frontEnd.get("/customers?tag=of-age&ageLt=40"))).containsExactly(young);
        assertThat(frontEnd.get("/customers?ageGte=33").errors())
                .containsExactly("?ageGte tens-of-years");
        assertThat(ops.get("/customers?ageGte=-1").errors()).containsExactly("?ageGte age");
    }

    @Test
    void who_was_not_heard_of_for_long_is_found_until_somebody_confirms() {
        var id = customer("{\"displayName\":\"Ada\",\"region\":\"CN-SH\",\"tags\":[\"silent\"]}");
        var before = ops.get("/customers/" + id);
        clock.advance(Duration.ofDays(200));
        var fresh = customer("{\"tags\":[\"silent\"]}");

        assertThat(idsOf(ops.get("/customers?tag=silent&staleSince=P180D"))).containsExactly(id);
        assertThat(idsOf(ops.get("/customers?tag=silent&staleSince=P201D"))).isEmpty();
        assertThat(ops.get("/customers?staleSince=180").errors())
                .containsExactly("?staleSince period");

        var confirmed =
                frontEnd.post(
                        "/customers/" + id + "/confirmations",
                        "{\"fields\":[\"region\",\"gender\"]}");
        assertThat(confirmed.status()).isEqualTo(200);
        assertThat(confirmed.text("/provenance/region/source")).isEqualTo("client:front-end");
        assertThat(confirmed.body().at("/provenance/region/confidence").decimalValue())
                .isEqualByComparingTo("0.9");
        assertThat(confirmed.text("/provenance/displayName/updatedAt"))
                .isEqualTo(before.text("/provenance/displayName/updatedAt"));
        assertThat(confirmed.body().at("/provenance").has("gender")).isFalse();
        assertThat(idsOf(ops.get("/customers?tag=silent&staleSince=P180D"))).isEmpty();
        assertThat(idsOf(ops.get("/customers?tag=silent"))).contains(fresh, id);
    }

    @Test
    void preferences_are_patched_by_who_has_read_them_sealed_and_kept_through_a_merge() {
        var survivor = customer("{\"displayName\":\"Ada\"}");
        var merged = customer("{\"displayName\":\"Ada L\"}");
        var path = "/customers/" + merged + "/preferences";
        assertThat(ops.get(path).etag()).isEqualTo("\"0\"");

        var first =
                ops.patch(
                        path,
                        """
                        {"qualityOverPrice":0.7,"services":["canary-delivery"],
                         "contactWindow":{"days":["SATURDAY"],"from":"18:00","until":"20:30"}}\
                        """,
                        "If-Match",
                        "\"0\"");
        assertThat(first.status()).as(first.raw().body()).isEqualTo(200);
        assertThat(first.text("/contactWindow/until")).isEqualTo("20:30");
        assertThat(ops.patch(path, "{\"products\":[\"tea\"]}", "If-Match", "\"0\"").status())
                .isEqualTo(412);
        var second = ops.patch(path, "{\"products\":[\"tea\"]}", "If-Match", first.etag());
        assertThat(second.text("/services/0")).isEqualTo("canary-delivery");
        assertThat(ops.patch(path, "{\"qualityOverPrice\":2}", "If-Match", "*").errors())
                .containsExactly("/qualityOverPrice decimal-max");
        assertThat(String.valueOf(mongo.findById(merged, Document.class, "customer_preferences")))
                .doesNotContain("canary-delivery");

        ops.post(
                "/customers/" + survivor + "/merges",
                "{\"mergedCustomerId\":\"%s\"}".formatted(merged));

        var inherited = ops.get("/customers/" + survivor + "/preferences");
        assertThat(inherited.text("/products/0")).isEqualTo("tea");
        assertThat(inherited.etag()).isEqualTo("\"0\"");
    }

    @Test
    void completeness_says_what_it_misses() {
        var person =
                ops.post(
                        "/customers",
                        """
                        {"displayName":"Ada","gender":"FEMALE","locale":"en","timeZone":"Europe/London",
                         "contactPoints":[{"type":"EMAIL","value":"ada@example.org"}]}\
                        """);

        assertThat(person.body().path("completeness").decimalValue()).isEqualByComparingTo("0.63");
        assertThat(person.body().path("missing").toString())
                .isEqualTo("[\"birthDate\",\"region\",\"contactPoints/PHONE\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "诸葛 曉",
                "zhuge",
                "xiaoyun",
                "zhuge xiaoyun",
                "ZhuGeXiaoYun",
                "Xiaoyun Zhuge"
            })
    void a_chinese_name_is_found_by_characters_and_by_pinyin(String text) {
        var id = customer("{\"displayName\":\"诸葛曉雲\"}");

        assertThat(idsOf(ops.post("/customers/search", "{\"text\":\"%s\"}".formatted(text))))
                .contains(id);
        assertThat(idsOf(ops.post("/customers/search", "{\"text\":\"zhuge xiaoming\"}")))
                .doesNotContain(id);
    }

    @Test
    void a_chinese_name_is_found_by_initials() {
        var id = customer("{\"givenName\":\"小明\",\"familyName\":\"单\"}");

        assertThat(idsOf(ops.post("/customers/search", "{\"text\":\"sxm\"}"))).contains(id);
        assertThat(idsOf(ops.post("/customers/search", "{\"text\":\"shan xiaoming\"}")))
                .contains(id);
    }
}
