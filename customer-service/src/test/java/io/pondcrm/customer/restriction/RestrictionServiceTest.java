package io.pondcrm.customer.restriction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.customer.Api;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class RestrictionServiceTest {

    private static final String CONTESTED = "{\"ground\":\"ACCURACY_CONTESTED\"}";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String LIFT = "/processing-restriction?toldAt=2026-01-02T09:30:00Z";

    @LocalServerPort int port;
    @Autowired TestEvents events;
    private Api ops;
    private Api officer;
    private String customer;

    @BeforeEach
    void ada() {
        ops = Api.ops(port);
        officer = Api.with(port, "privacy:read", "privacy:write");
        customer = newCustomer("ada@example.org");
        ops.post(
                customer + "/consents",
                """
                {"purpose":"MARKETING","channel":"EMAIL","decision":"GRANTED","evidence":"form:1","textVersion":"v1"}\
                """);
    }

    @Test
    void a_restricted_customer_is_addressed_by_nobody_until_it_is_lifted() {
        assertThat(card(customer).text("/address")).isEqualTo("ada@example.org");
        var restricted = officer.put(customer + "/processing-restriction", CONTESTED);

        assertThat(restricted.status()).isEqualTo(200);
        var card = card(customer);
        assertThat(card.body().at("/allowed").asBoolean()).isFalse();
        assertThat(card.text("/reason")).isEqualTo("RESTRICTED");
        assertThat(card.raw().body()).doesNotContain("ada@example.org");
        for (var channel :
                ops.get(customer + "/contact-policy?purpose=MARKETING").body().at("/channels")) {
            assertThat(channel.at("/allowed").asBoolean()).isFalse();
            assertThat(channel.at("/reason").asString()).isEqualTo("RESTRICTED");
        }
        assertThat(ops.get(customer).text("/displayName")).isEqualTo("Ada");
        assertThat(ops.get(customer + "/consents").text("/consents/0/decision"))
                .isEqualTo("GRANTED");
        assertThat(officer.delete(customer + LIFT, "If-Match", restricted.etag()).status())
                .isEqualTo(204);
        assertThat(card(customer).text("/address")).isEqualTo("ada@example.org");
        assertThat(officer.get(customer + "/processing-restriction").status()).isEqualTo(404);
    }

    @Test
    void the_same_restriction_again_changes_nothing_and_another_needs_to_be_seen() {
        var first = officer.put(customer + "/processing-restriction", CONTESTED);
        var again = officer.put(customer + "/processing-restriction", CONTESTED);
        var other = CONTESTED.replace("ACCURACY_CONTESTED", "LEGAL_CLAIM");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(officer.put(customer + "/processing-restriction", other).status())
                .isEqualTo(412);
        var changed =
                officer.put(customer + "/processing-restriction", other, "If-Match", first.etag());
        assertThat(changed.text("/ground")).isEqualTo("LEGAL_CLAIM");
        assertThat(changed.text("/since")).isEqualTo(first.text("/since"));
        assertThat(officer.delete(customer + LIFT).status()).isEqualTo(428);
        assertThat(officer.delete(customer + LIFT, "If-Match", first.etag()).status())
                .isEqualTo(412);
        assertThat(
                        officer.delete(
                                        customer + "/processing-restriction",
                                        "If-Match",
                                        changed.etag())
                                .status())
                .isEqualTo(400);
        assertThat(
                        officer.delete(
                                        customer + LIFT.replace("2026", "2126"),
                                        "If-Match",
                                        changed.etag())
                                .errors())
                .containsExactly("?toldAt in-future");
        assertThat(ops.put(customer + "/processing-restriction", CONTESTED).status())
                .isEqualTo(403);
        assertThat(officer.put("/customers/cus_x/processing-restriction", CONTESTED).status())
                .isEqualTo(404);
    }

    @Test
    void who_takes_in_a_restricted_customer_is_restricted_too() {
        var other = newCustomer("ada.second@example.org");
        officer.put(other + "/processing-restriction", CONTESTED);
        ops.post(
                customer + "/merges",
                "{\"mergedCustomerId\":\"%s\"}".formatted(other.substring("/customers/".length())));

        assertThat(card(customer).text("/reason")).isEqualTo("RESTRICTED");
        var theirs = officer.get(customer + "/processing-restriction");
        assertThat("/customers/" + theirs.text("/customerId")).isEqualTo(other);
        assertThat(officer.delete(customer + LIFT, "If-Match", theirs.etag()).status())
                .isEqualTo(204);
        assertThat(card(customer).text("/reason")).isEqualTo("GRANTED");
    }

    @Test
    void each_turn_is_told_once_and_what_is_over_is_remembered() {
        var path = customer + "/processing-restriction";
        officer.put(path, CONTESTED);
        officer.put(path, CONTESTED);
        officer.delete(customer + LIFT, "If-Match", officer.get(path).etag());
        var again = officer.put(path, CONTESTED.replace("ACCURACY_CONTESTED", "LEGAL_CLAIM"));

        assertThat(again.status()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(turns())
                                .containsExactly("restricted 4", "free 0", "restricted 4"));
        var all = officer.get(customer + "/processing");
        assertThat(all.body().at("/stopped")).hasSize(4);
        assertThat(all.text("/restrictions/0/ground")).isEqualTo("LEGAL_CLAIM");
        assertThat(all.body().at("/lifted")).hasSize(1);
        assertThat(all.text("/lifted/0/was/ground")).isEqualTo("ACCURACY_CONTESTED");
        assertThat(all.text("/lifted/0/toldAt")).startsWith("2026-01-02T09:30:00");
        assertThat(ops.get(customer + "/processing").status()).isEqualTo(403);
    }

    private List<String> turns() {
        return events
                .published(
                        "crm.customer.v1",
                        new CustomerId(customer.substring("/customers/".length())))
                .stream()
                .filter(it -> it.has("stopped"))
                .map(it ->
                        (it.path("restricted").asBoolean() ? "restricted " : "free ")
                                + it.path("stopped").size())
                .toList();
    }

    private Api.Answer card(String of) {
        return ops.get(of + "/contact-card?purpose=MARKETING&channel=EMAIL");
    }

    private String newCustomer(String mail) {
        return "/customers/"
                + ops.post(
                                "/customers",
                                """
                                {"displayName":"Ada","contactPoints":[{"type":"EMAIL","value":"%s"}]}\
                                """
                                        .formatted(mail))
                        .text("/id");
    }
}
