package io.pondcrm.customer;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.pondcrm.chassis.test.PondTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** Who did what and who saw whom; with a database of its own, since it is tampered with. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest
class AuditServiceTest {

    @LocalServerPort int port;
    @Autowired MongoOperations mongo;

    private Api ops;
    private Api auditor;

    @BeforeEach
    void clients() {
        ops = Api.ops(port);
        auditor = Api.with(port, "audit:read");
    }

    @Test
    void reads_of_unmasked_personal_data_are_noted_with_who_for_what_and_which_fields() {
        var id =
                ops.post("/customers", "{\"displayName\":\"Wang\",\"region\":\"CN-SH\"}")
                        .text("/id");

        ops.get("/customers/" + id, "Purpose", "care call");
        Api.frontEnd(port).get("/customers/" + id);
        ops.get("/customers?limit=1000");

        var seen = events("?customer=" + id);
        assertThat(seen)
                .extracting(it -> it.path("action").asString())
                .containsExactly("listCustomers", "getCustomer", "createCustomer");
        var read = seen.get(1);
        assertThat(read.path("kind").asString()).isEqualTo("READ");
        assertThat(read.path("actor").asString()).isEqualTo("ops");
        assertThat(read.path("purpose").asString()).isEqualTo("care call");
        assertThat(read.path("fields").toString()).contains("displayName").doesNotContain("Wang");
        assertThat(read.path("resource").asString()).isEqualTo("/api/v1/customers/" + id);
        assertThat(read.has("status")).isFalse();
        assertThat(seen.get(2).path("status").asInt()).isEqualTo(201);
    }

    @Test
    void writes_and_refusals_are_noted_and_what_was_not_done_is_not() {
        var shop = Api.partner(port, "shop");
        var id = shop.put("/customers/by-external-id/shop/audited", "{}").text("/id");
        shop.put("/customers/by-external-id/shop/audited", "{\"birthDate\":\"tomorrow\"}");
        Api.with(port, "customers:read")
                .patch("/customers/" + id, "{\"displayName\":\"Eve\"}", "If-Match", "\"1\"");

        var noted = events("?customer=" + id);

        assertThat(noted)
                .extracting(it -> it.path("kind").asString() + " " + it.path("status").asInt())
                .containsExactly("REFUSED 403", "WRITE 201");
        assertThat(noted.get(1).path("system").asString()).isEqualTo("shop");
        assertThat(events("?kind=REFUSED&resource=/api/v1/customers/" + id)).hasSize(1);
    }

    @Test
    void a_breach_is_answered_for_many_customers_at_once() {
        var ids = new ArrayList<String>();
        for (var index = 0; index < 20; index++) {
            ids.add(ops.post("/customers", "{\"displayName\":\"Wang\"}").text("/id"));
        }
        ids.forEach(it -> ops.get("/customers/" + it));

        var answer =
                auditor.post(
                        "/audit-events/search?limit=1000",
                        "{\"customers\":[\"%s\"]}".formatted(String.join("\",\"", ids)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("items").valueStream())
                .filteredOn(it -> it.path("action").asString().equals("getCustomer"))
                .hasSize(20);
        assertThat(auditor.post("/audit-events/search", "{\"customers\":[]}").errors())
                .isNotEmpty();
        assertThat(ops.get("/audit-events").status()).as("without the right to it").isEqualTo(403);
    }

    @Test
    void a_changed_entry_is_found_and_named() {
        ops.post("/customers", "{\"displayName\":\"Wang\"}");
        ops.post("/customers", "{\"displayName\":\"Li\"}");
        var whole = auditor.get("/audit-events/verification");
        assertThat(whole.body().path("intact").asBoolean()).isTrue();
        assertThat(whole.body().path("unverifiable").asInt()).isZero();
        var events = mongo.getCollection("auditEvents");
        var last = "%019d".formatted(whole.body().path("entries").asLong());

        events.updateOne(Filters.eq("_id", last), Updates.set("actor", "nobody"));
        var touched = auditor.get("/audit-events/verification").body();
        events.updateOne(Filters.eq("_id", last), Updates.set("actor", "ops"));

        assertThat(touched.path("intact").asBoolean()).isFalse();
        assertThat(touched.path("firstBad").asLong())
                .isEqualTo(whole.body().path("entries").asLong());
        assertThat(touched.path("finding").asString()).isEqualTo("CHANGED");
        assertThat(auditor.get("/audit-events/verification").body().path("intact").asBoolean())
                .isTrue();
    }

    private List<JsonNode> events(String query) {
        return auditor.get("/audit-events" + query).body().path("items").valueStream().toList();
    }
}
