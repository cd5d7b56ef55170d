package io.pondcrm.customer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.customer.Api;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class MatchServiceTest {

    @LocalServerPort int port;

    private Api ops;
    private Api frontEnd;
    private Api shop;

    @BeforeEach
    void clients() {
        ops = Api.ops(port);
        frontEnd = Api.frontEnd(port);
        shop = Api.partner(port, "shop");
    }

    private String customer(String body) {
        var created = ops.post("/customers", body);
        assertThat(created.status()).isEqualTo(201);
        return created.text("/id");
    }

    private static List<String> found(Api.Answer answer, String list) {
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        var ids = new ArrayList<String>();
        answer.body().at("/" + list).forEach(it -> ids.add(it.path("customerId").asString()));
        return ids;
    }

    @Test
    void a_chinese_name_is_found_as_it_is_read_and_every_contribution_is_told() {
        var id =
                customer(
                        """
                        {"familyName":"慕容","givenName":"雪村","birthDate":"1971-03-05",
                         "contactPoints":[{"type":"EMAIL","value":"murong@match.example.org"}]}\
                        """);

        var answer =
                ops.post(
                        "/customers/match",
                        """
                        {"displayName":"Xuecun Murong","birthDate":"1971-03-05",
                         "contactPoints":[{"type":"EMAIL","value":"other@match.example.org"}]}\
                        """);

        assertThat(found(answer, "candidates")).containsExactly(id);
        var rules = new ArrayList<String>();
        var sum = BigDecimal.ZERO;
        for (var contribution : answer.body().at("/candidates/0/contributions")) {
            rules.add(contribution.path("rule").asString());
            sum = sum.add(contribution.path("weight").decimalValue());
        }
        assertThat(rules)
                .containsExactly("PRIOR", "NAME_READ_EQUAL", "BIRTH_DATE_EQUAL", "EMAIL_DIFFERENT");
        assertThat(sum)
                .isEqualByComparingTo(answer.body().at("/candidates/0/score").decimalValue());
        assertThat(answer.text("/candidates/0/tier")).isEqualTo("FUZZY");
        assertThat(answer.text("/candidates/0/keptOutBy/0")).isEqualTo("EMAIL_DIFFERENT");
    }

    @Test
    void what_is_proved_twice_or_known_by_the_same_key_is_certain() {
        var id =
                customer(
                        """
                        {"displayName":"Ada Lovelace","externalIds":[{"system":"shop","key":"match-1"}],
                         "contactPoints":[{"type":"EMAIL","value":"ada+news@match.example.org",
                           "verifiedAt":"2026-01-01T00:00:00Z"}]}\
                        """);

        var byKey =
                ops.post(
                        "/customers/match",
                        "{\"externalIds\":[{\"system\":\"shop\",\"key\":\"match-1\"}]}");
        var byMail =
                ops.post(
                        "/customers/match",
                        """
                        {"contactPoints":[{"type":"EMAIL","value":"ADA@match.example.org",
                           "verifiedAt":"2026-02-01T00:00:00Z"}]}\
                        """);

        assertThat(found(byKey, "candidates")).containsExactly(id);
        assertThat(byKey.text("/candidates/0/certainty")).isEqualTo("SAME_EXTERNAL_ID");
        assertThat(byKey.text("/candidates/0/tier")).isEqualTo("DETERMINISTIC");
        assertThat(found(byMail, "candidates")).containsExactly(id);
        assertThat(byMail.text("/candidates/0/certainty")).isEqualTo("SAME_VERIFIED_EMAIL");
    }

    @Test
    void doubles_of_a_known_customer_are_found_and_near_misses_tell_why() {
        var profile =
                """
                {"displayName":"Grace Brewster Hopper","birthDate":"1906-12-09","gender":"FEMALE"%s}\
                """;
        var one = customer(profile.formatted(""));
        var other = customer(profile.formatted(",\"region\":\"US-NY\""));
        var namesake =
                customer("{\"displayName\":\"Hopper, Grace Brewster\",\"region\":\"US-CA\"}");

        var answer = ops.post("/customers/match", "{\"customerId\":\"" + one + "\"}");

        assertThat(found(answer, "candidates")).containsExactly(other);
        assertThat(answer.text("/candidates/0/verdict")).isEqualTo("MATCH");
        assertThat(found(answer, "nearMisses")).containsExactly(namesake);
        assertThat(answer.body().at("/nearMisses/0/unknown").toString()).contains("BIRTH_DATE");
    }

    @Test
    void a_partner_finds_only_its_own_customers() {
        var hidden = customer("{\"displayName\":\"Mary Somerville\",\"birthDate\":\"1980-12-26\"}");
        var question = "{\"displayName\":\"Mary Somerville\",\"region\":\"GB\"}";

        assertThat(found(ops.post("/customers/match", question), "nearMisses")).contains(hidden);
        assertThat(found(shop.post("/customers/match", question), "nearMisses")).isEmpty();
        assertThat(shop.post("/customers/match", "{\"customerId\":\"" + hidden + "\"}").status())
                .isEqualTo(404);
        assertThat(
                        shop.post(
                                        "/customers/match",
                                        "{\"externalIds\":[{\"system\":\"erp\",\"key\":\"1\"}]}")
                                .status())
                .isEqualTo(403);
        assertThat(Api.with(port, "transactions:read").post("/customers/match", question).status())
                .isEqualTo(403);
    }

    @Test
    void a_question_cannot_lift_the_mask() {
        customer("{\"displayName\":\"Emmy Noether\",\"birthDate\":\"1982-03-23\"}");

        var byDate =
                frontEnd.post(
                        "/customers/match",
                        "{\"displayName\":\"Emmy Noether\",\"birthDate\":\"1982-03-23\"}");
        var byName = frontEnd.post("/customers/match", "{\"displayName\":\"Noether Emmy\"}");

        assertThat(byDate.status()).isEqualTo(403);
        assertThat(byDate.text("/code")).isEqualTo("birth-date-is-personal");
        assertThat(byName.text("/nearMisses/0/displayName")).isEqualTo("E***");
    }

    @Test
    void a_question_that_makes_no_sense_is_refused_with_a_pointer() {
        assertThat(ops.post("/customers/match", "{}").errors())
                .containsExactly("/customerId one-question");
        assertThat(
                        ops.post(
                                        "/customers/match",
                                        "{\"contactPoints\":[{\"type\":\"EMAIL\",\"value\":\"x\"}]}")
                                .errors())
                .containsExactly("/contactPoints/0/value email-format");
        assertThat(
                        ops.post(
                                        "/customers/match",
                                        "{\"externalIds\":[{\"system\":\"A B\",\"key\":\"1\"}]}")
                                .errors())
                .containsExactly("/externalIds/0 external-id-format");
    }
}
