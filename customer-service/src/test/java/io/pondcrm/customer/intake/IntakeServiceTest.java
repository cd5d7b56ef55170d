package io.pondcrm.customer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.customer.Api;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class IntakeServiceTest {

    private static final String SIGN_UP =
            """
            {"title":{"en":"Sign up","zh":"登记"},
             "schema":{"type":"object","required":["email"],"additionalProperties":false,
               "properties":{"email":{"type":"string","maxLength":100},"name":{"type":"string"},
                 "region":{"type":"string"},"likes":{"type":"array","items":{"type":"string"}},
                 "newsletter":{"type":"boolean"}}},
             "fields":[{"from":"/email","to":"email"},{"from":"/name","to":"displayName"},
               {"from":"/region","to":"region"},{"from":"/likes","to":"tags"}],
             "consents":[{"from":"/newsletter","purpose":"MARKETING","channel":"EMAIL",
               "noticeVersion":"privacy-7"}]%s}\
            """;

    @LocalServerPort int port;
    @Autowired MongoOperations mongo;

    private Api ops;

    @BeforeEach
    void client() {
        ops = Api.ops(port);
    }

    private String form(String more) {
        var made = ops.post("/forms", SIGN_UP.formatted(more));
        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        return made.text("/id");
    }

    private Api.Answer submit(String form, String answers, String... headers) {
        return ops.post(
                "/forms/" + form + "/submissions", "{\"answers\":%s}".formatted(answers), headers);
    }

    @Test
    void a_submission_makes_the_customer_and_records_the_consent_with_its_evidence() {
        var form = form("");
        var answers =
                "{\"email\":\"Form1@Example.org\",\"name\":\"Canary Formston\",\"region\":\"cn-sh\",\"newsletter\":true}";

        var taken = submit(form, answers, "Idempotency-Key", "form-key-1");

        assertThat(taken.status()).as(taken.raw().body()).isEqualTo(201);
        assertThat(taken.text("/created")).isEqualTo("true");
        assertThat(submit(form, answers, "Idempotency-Key", "form-key-1").text("/id"))
                .isEqualTo(taken.text("/id"));
        var customer = ops.get("/customers/" + taken.text("/customerId"));
        assertThat(customer.text("/region")).isEqualTo("CN-SH");
        assertThat(customer.text("/provenance/region/source")).isEqualTo("form:" + form);
        assertThat(customer.body().at("/provenance/region/confidence").decimalValue())
                .isEqualByComparingTo("0.8");
        var consents =
                ops.get("/customers/" + taken.text("/customerId") + "/consents/history").body();
        assertThat(consents.at("/items").size()).isEqualTo(1);
        assertThat(consents.at("/items/0/textVersion").asString()).isEqualTo("privacy-7");
        assertThat(consents.at("/items/0/evidence").asString())
                .isEqualTo("form:" + form + "/" + taken.text("/id"));
        assertThat(String.valueOf(mongo.findById(taken.text("/id"), Document.class, "submissions")))
                .doesNotContain("Canary")
                .contains(taken.text("/customerId"));
    }

    @Test
    void who_is_known_by_an_address_is_filled_in_and_not_written_over() {
        var known =
                ops.post(
                        "/customers",
                        """
                        {"displayName":"Ada","tags":["vip"],
                         "contactPoints":[{"type":"EMAIL","value":"form2@example.org","preferred":true}]}\
                        """);
        var answers =
                "{\"email\":\"FORM2@example.org\",\"name\":\"Mallory\",\"region\":\"GB\",\"likes\":[\"tea\"],\"newsletter\":false}";

        var taken = submit(form(""), answers);

        assertThat(taken.text("/customerId")).isEqualTo(known.text("/id"));
        assertThat(taken.text("/created")).isEqualTo("false");
        assertThat(taken.body().at("/kept").toString()).isEqualTo("[\"displayName\"]");
        var now = ops.get("/customers/" + known.text("/id"));
        assertThat(now.text("/displayName")).isEqualTo("Ada");
        assertThat(now.text("/region")).isEqualTo("GB");
        assertThat(now.body().at("/tags").toString()).isEqualTo("[\"tea\",\"vip\"]");
        assertThat(now.body().at("/contactPoints").size()).isEqualTo(1);
        assertThat(now.body().at("/contactPoints/0/preferred").asBoolean()).isTrue();
        assertThat(
                        ops.get("/customers/" + known.text("/id") + "/consents/history")
                                .body()
                                .at("/items"))
                .isEmpty();

        submit(form(",\"onMatch\":\"OVERWRITE\""), answers);
        assertThat(ops.get("/customers/" + known.text("/id")).text("/displayName"))
                .isEqualTo("Mallory");
    }

    @Test
    void a_form_grants_no_consent_for_a_child_and_leaves_nothing_behind() {
        var made =
                ops.post(
                        "/forms",
                        """
                        {"title":{"en":"Kids","zh":"儿童"},
                         "schema":{"type":"object","properties":{"email":{"type":"string"},
                           "born":{"type":"string"},"newsletter":{"type":"boolean"}}},
                         "fields":[{"from":"/email","to":"email"},{"from":"/born","to":"birthDate"}],
                         "consents":[{"from":"/newsletter","purpose":"MARKETING","channel":"EMAIL",
                           "noticeVersion":"privacy-7"}]}\
                        """);
        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        var child = LocalDate.now(ZoneOffset.UTC).minusYears(9);
        var answers = "{\"email\":\"child1@example.org\",\"born\":\"" + child + "\"";

        assertThat(submit(made.text("/id"), answers + ",\"newsletter\":true}").errors())
                .containsExactly("/answers/newsletter guardian-required");
        var without = submit(made.text("/id"), answers + ",\"newsletter\":false}");

        assertThat(without.text("/created")).isEqualTo("true");
        assertThat(
                        submit(form(""), "{\"email\":\"child1@example.org\",\"newsletter\":true}")
                                .errors())
                .containsExactly("/answers/newsletter guardian-required");
        assertThat(
                        ops.get("/customers/" + without.text("/customerId") + "/consents/history")
                                .body()
                                .at("/items"))
                .isEmpty();
    }

    @Test
    void answers_are_held_to_the_schema_and_to_what_customers_can_be() {
        var form = form("");

        assertThat(submit(form, "{\"newsletter\":\"yes\",\"admin\":true}").errors())
                .contains("/answers/email schema", "/answers/newsletter schema");
        assertThat(submit(form, "{\"email\":\"nobody\",\"region\":\"Shanghai\"}").errors())
                .containsExactlyInAnyOrder(
                        "/answers/email email-format", "/answers/region region-format");
        assertThat(ops.delete("/forms/" + form, "If-Match", "\"1\"").status()).isEqualTo(204);
        assertThat(submit(form, "{\"email\":\"late@example.org\"}").text("/code"))
                .isEqualTo("intake-retired");
        assertThat(
                        ops.post(
                                        "/forms",
                                        """
                                        {"title":{"en":"x","zh":"x"},"schema":{"type":"object",
                                         "properties":{"a":{"type":"string","pattern":"(a+)+$"}}},
                                         "fields":[{"from":"a","to":"password"}]}\
                                        """)
                                .errors())
                .containsExactlyInAnyOrder(
                        "/schema/properties/a/pattern schema-keyword",
                        "/fields/0/from json-pointer",
                        "/fields/0/to unknown-target");
    }

    @Test
    void a_source_sends_its_own_records_and_each_field_says_so() {
        var shape =
                """
                {"title":{"en":"Fair","zh":"展会"},
                 "schema":{"type":"object","properties":{"visitor":{"type":"object"}}},
                 "fields":[{"from":"/visitor/mobile","to":"phone"},{"from":"/visitor/nick","to":"displayName"},
                   {"from":"/visitor/stand","to":"attributes.stand"}]}\
                """;
        assertThat(ops.put("/intake/fair-2026", shape).status()).isEqualTo(200);
        assertThat(ops.put("/intake/fair-2026", shape).status()).isEqualTo(412);
        assertThat(ops.put("/intake/fair-2026", shape, "If-Match", "\"1\"").etag())
                .isEqualTo("\"2\"");

        var first =
                ops.post(
                        "/intake/fair-2026",
                        "{\"visitor\":{\"mobile\":\"138 0013 7001\",\"nick\":\"小明\",\"stand\":12}}");
        var second = ops.post("/intake/fair-2026", "{\"visitor\":{\"mobile\":\"+8613800137001\"}}");

        assertThat(first.status()).as(first.raw().body()).isEqualTo(201);
        assertThat(second.text("/customerId")).isEqualTo(first.text("/customerId"));
        var customer = ops.get("/customers/" + first.text("/customerId"));
        assertThat(customer.text("/attributes/stand")).isEqualTo("12");
        assertThat(customer.body().at("/provenance/attributes~1stand/source").asString())
                .isEqualTo("intake:fair-2026");
        assertThat(ops.post("/intake/fair-2026", "[]").status()).isEqualTo(422);
        assertThat(ops.post("/intake/nobody", "{}").status()).isEqualTo(404);
        assertThat(Api.partner(port, "shop").post("/intake/fair-2026", "{}").status())
                .isEqualTo(403);
    }
}
