package io.pondcrm.customer.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.StoredLetters;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.customer.Api;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest
class RectificationServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REQUESTS = "/data-subject-requests";

    @LocalServerPort int port;
    @Autowired MongoOperations mongo;
    @Autowired TestEvents events;

    private Api ops;
    private Api officer;

    @BeforeEach
    void clients() {
        ops = Api.ops(port);
        officer = Api.with(port, "privacy:read", "privacy:write", "customers:pii");
    }

    private String somebody(String word) {
        return ops.post(
                        "/customers",
                        """
                        {"displayName":"Old %1$s","region":"CN-SH",
                         "contactPoints":[{"type":"EMAIL","value":"%1$s@rectify.example.org"}]}\
                        """
                                .formatted(word))
                .text("/id");
    }

    private Api.Answer ask(String customer, String correction) {
        return officer.post(
                REQUESTS,
                "{\"type\":\"RECTIFICATION\",\"customerId\":\"%s\",\"correction\":%s}"
                        .formatted(customer, correction));
    }

    private Api.Answer decide(String request, String decision) {
        return officer.post(REQUESTS + "/" + request + "/decision", decision);
    }

    @Test
    void a_correction_waits_for_a_decision_and_has_the_person_as_its_source() {
        var customer = somebody("wrongname");
        var asked = ask(customer, "{\"displayName\":\"New Rightname\",\"region\":\"CN-BJ\"}");
        assertThat(asked.status()).as(asked.raw().body()).isEqualTo(201);
        assertThat(asked.text("/state")).isEqualTo("RECEIVED");
        assertThat(asked.body().path("awaited").isEmpty()).isTrue();
        var request = asked.text("/id");
        assertThat(ops.get("/customers/" + customer).text("/displayName"))
                .isEqualTo("Old wrongname");
        var correction = officer.get(REQUESTS + "/" + request + "/correction");
        assertThat(correction.text("/before/displayName")).isEqualTo("Old wrongname");
        assertThat(correction.text("/after/displayName")).isEqualTo("New Rightname");
        assertThat(
                        Api.with(port, "privacy:read")
                                .get(REQUESTS + "/" + request + "/correction")
                                .raw()
                                .body())
                .doesNotContain("Rightname");
        assertThat(StoredLetters.collectionsWith(mongo, "New Rightname")).isEmpty();
        assertThat(StoredLetters.collectionsWith(mongo, "Old wrongname")).isEmpty();

        var decided = decide(request, "{\"accepted\":true}");

        assertThat(decided.status()).as(decided.raw().body()).isEqualTo(200);
        assertThat(decided.text("/state")).isEqualTo("COMPLETED");
        assertThat(decided.body().has("completedAt")).isTrue();
        var changed = ops.get("/customers/" + customer);
        assertThat(changed.text("/displayName")).isEqualTo("New Rightname");
        assertThat(changed.text("/region")).isEqualTo("CN-BJ");
        assertThat(changed.body().at("/contactPoints").size()).isEqualTo(1);
        assertThat(changed.text("/provenance/displayName/source")).isEqualTo("person:" + request);
        await().atMost(PATIENCE)
                .until(() ->
                        events.published("crm.customer.v1", new CustomerId(customer))
                                .toString()
                                .contains("CN-BJ"));
        assertThat(decide(request, "{\"accepted\":true}").status()).as("again").isEqualTo(200);
        assertThat(ops.get("/customers/" + customer).etag()).isEqualTo(changed.etag());
        assertThat(decide(request, "{\"accepted\":false,\"reason\":\"late\"}").text("/code"))
                .isEqualTo("decided-otherwise");
        assertThat(StoredLetters.collectionsWith(mongo, "New Rightname")).isEmpty();
    }

    @Test
    void a_partners_client_knows_of_no_demand_but_those_it_sent() {
        var scopes =
                new String[] {"customers:read", "customers:write", "privacy:read", "privacy:write"};
        var shop = Api.partner(port, "demanding-shop", scopes);
        var customer =
                shop.put(
                                "/customers/by-external-id/demanding-shop/7",
                                "{\"displayName\":\"Old demanding\"}")
                        .text("/id");
        var ours = ask(customer, "{\"displayName\":\"New Demanding\"}").text("/id");
        var sent =
                shop.post(
                        REQUESTS,
                        "{\"type\":\"ACCESS\",\"customerId\":\"%s\"}".formatted(customer));
        assertThat(sent.status()).as(sent.raw().body()).isEqualTo(201);
        var theirs = REQUESTS + "/" + sent.text("/id");

        assertThat(shop.get(REQUESTS).body().at("/items"))
                .extracting(it -> it.path("id").asString())
                .containsExactly(sent.text("/id"));
        assertThat(shop.get(theirs).status()).isEqualTo(200);
        assertThat(shop.get(REQUESTS + "/" + ours).status()).isEqualTo(404);
        assertThat(shop.get(REQUESTS + "/" + ours + "/receipt").status()).isEqualTo(404);
        assertThat(shop.get(REQUESTS + "/" + ours + "/correction").status()).isEqualTo(404);
        var other = Api.partner(port, "other-shop", scopes);
        assertThat(other.get(theirs).status()).isEqualTo(404);
        assertThat(other.get(REQUESTS + "?customerId=" + customer).body().at("/items")).isEmpty();
        assertThat(officer.get(theirs).status()).isEqualTo(200);
    }

    @Test
    void a_refusal_says_why() {
        var customer = somebody("refusedname");
        var request = ask(customer, "{\"displayName\":\"Napoleon\"}").text("/id");

        assertThat(decide(request, "{\"accepted\":false}").errors())
                .containsExactly("/reason required");
        var refused = decide(request, "{\"accepted\":false,\"reason\":\"No document\"}");

        assertThat(refused.text("/state")).isEqualTo("REFUSED");
        assertThat(refused.text("/refusedBecause")).isEqualTo("No document");
        assertThat(ops.get("/customers/" + customer).text("/displayName"))
                .isEqualTo("Old refusedname");
        assertThat(decide(request, "{\"accepted\":true}").status()).isEqualTo(409);
    }

    @Test
    void what_can_not_be_stored_is_not_taken_down() {
        var customer = somebody("flawed");
        assertThat(ask(customer, "{\"birthDate\":\"yesterday\"}").errors())
                .containsExactly("/correction/birthDate date-format");
        assertThat(ask(customer, "{\"displayName\":\"Old flawed\"}").errors())
                .containsExactly("/correction nothing-to-correct");
        assertThat(ask(customer, "{}").errors()).containsExactly("/correction required");
        assertThat(ask(customer, "{\"shoeSize\":\"43\"}").status()).isEqualTo(400);
        assertThat(
                        officer.post(
                                        REQUESTS,
                                        "{\"type\":\"ACCESS\",\"customerId\":\"%s\",\"correction\":{\"region\":null}}"
                                                .formatted(customer))
                                .errors())
                .containsExactly("/correction not-for-type");
        var request = ask(customer, "{\"region\":null}").text("/id");
        assertThat(
                        Api.with(port, "privacy:read")
                                .post(REQUESTS + "/" + request + "/decision", "{\"accepted\":true}")
                                .status())
                .isEqualTo(403);
        assertThat(decide(request, "{\"accepted\":true}").text("/state")).isEqualTo("COMPLETED");
        assertThat(ops.get("/customers/" + customer).body().has("region")).isFalse();
    }

    @Test
    void an_erased_persons_correction_opens_no_more() {
        var customer = somebody("goneright");
        var request = ask(customer, "{\"displayName\":\"Nobody\"}").text("/id");
        var erasure =
                officer.post(
                                REQUESTS,
                                "{\"type\":\"ERASURE\",\"customerId\":\"%s\"}".formatted(customer))
                        .text("/id");
        await().atMost(PATIENCE)
                .until(() ->
                        officer.get(REQUESTS + "/" + erasure)
                                .body()
                                .at("/answers")
                                .has("customer-service"));

        assertThat(officer.get(REQUESTS + "/" + request + "/correction").status()).isEqualTo(410);
        assertThat(decide(request, "{\"accepted\":true}").status()).isEqualTo(410);
    }
}
