package io.pondcrm.customer.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.customer.Api;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class AttributeServiceTest {

    @LocalServerPort int port;
    @Autowired MongoOperations mongo;
    @Autowired TestEvents events;

    private final List<String> defined = new ArrayList<>();
    private Api ops;

    @BeforeEach
    void client() {
        ops = Api.ops(port);
    }

    /** While one is defined, others' tests could not make up attributes. */
    @AfterEach
    void retire() {
        for (var key : defined) {
            ops.delete("/attribute-definitions/" + key, "If-Match", "*");
        }
    }

    private Api.Answer define(String key, String more) {
        defined.add(key);
        return ops.post(
                "/attribute-definitions",
                """
                {"key":"%s","group":"BASIC","labels":{"en":"%1$s","zh":"属性"},%s}\
                """
                        .formatted(key, more));
    }

    private Api.Answer customer(String attributes) {
        return ops.post("/customers", "{\"attributes\":%s}".formatted(attributes));
    }

    @Test
    void a_defined_attribute_takes_what_it_is_defined_for_in_one_form() {
        assertThat(
                        define("shoeSize", "\"type\":\"NUMBER\",\"least\":\"20\",\"most\":\"50\"")
                                .status())
                .isEqualTo(201);
        define("memberCard", "\"type\":\"CODE\",\"codes\":[\"NONE\",\"BLUE\"]");
        define("smoker", "\"type\":\"BOOLEAN\"");
        define("wedding", "\"type\":\"DATE\",\"most\":\"2030-01-01\"");
        define("motto", "\"type\":\"TEXT\",\"maxLength\":5");

        var created =
                customer(
                        """
                        {"shoeSize":"042.50","memberCard":"BLUE","smoker":"True","wedding":"2020-02-29",
                         "motto":"carpe"}\
                        """);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/attributes/shoeSize")).isEqualTo("42.5");
        assertThat(created.text("/attributes/smoker")).isEqualTo("true");

        var refused =
                customer(
                        """
                        {"shoeSize":"4e1","memberCard":"blue","smoker":"yes","wedding":"2020-02-30",
                         "motto":"carpe diem","hobby":"golf"}\
                        """);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.errors())
                .containsExactlyInAnyOrder(
                        "/attributes/shoeSize attribute-number",
                        "/attributes/memberCard unknown-value",
                        "/attributes/smoker attribute-boolean",
                        "/attributes/wedding attribute-date",
                        "/attributes/motto too-long",
                        "/attributes/hobby unknown-attribute");
        assertThat(customer("{\"shoeSize\":\"51\",\"wedding\":\"2031-01-01\"}").errors())
                .containsExactlyInAnyOrder(
                        "/attributes/shoeSize out-of-range", "/attributes/wedding out-of-range");
    }

    @Test
    void what_is_not_published_is_sealed_and_what_is_published_travels() {
        define("openWord", "\"type\":\"TEXT\",\"published\":true");
        define("secretWord", "\"type\":\"TEXT\"");

        var id = customer("{\"openWord\":\"seen\",\"secretWord\":\"hidden\"}").text("/id");

        var stored = Objects.requireNonNull(mongo.findById(id, Document.class, "customers"));
        assertThat(stored.get("attributes", Document.class))
                .isEqualTo(new Document("openWord", "seen"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(events.published("crm.customer.v1", new CustomerId(id)))
                                .anySatisfy(event -> {
                                    assertThat(event.at("/attributes/openWord").asString())
                                            .isEqualTo("seen");
                                    assertThat(event.at("/attributes").size()).isEqualTo(1);
                                }));
    }

    @Test
    void a_retired_attribute_keeps_its_values_and_takes_no_new_ones() {
        define("lockerNumber", "\"type\":\"NUMBER\"");
        var created = customer("{\"lockerNumber\":\"7\",\"favouriteStore\":\"SH-07\"}");
        var path = "/customers/" + created.text("/id");

        assertThat(ops.delete("/attribute-definitions/lockerNumber", "If-Match", "\"1\"").status())
                .isEqualTo(204);
        define("otherNumber", "\"type\":\"NUMBER\"");

        assertThat(customer("{\"lockerNumber\":\"8\"}").errors())
                .containsExactly("/attributes/lockerNumber retired-attribute");
        var other =
                ops.patch(path, "{\"attributes\":{\"favouriteStore\":\"SH-08\"}}", "If-Match", "*");
        assertThat(other.status()).as(other.raw().body()).isEqualTo(200);
        assertThat(other.text("/attributes/lockerNumber")).isEqualTo("7");
        var removed = ops.patch(path, "{\"attributes\":{\"lockerNumber\":null}}", "If-Match", "*");
        assertThat(removed.body().at("/attributes").has("lockerNumber")).isFalse();
    }

    @Test
    void a_definition_is_changed_by_who_has_read_it_and_keeps_its_type() {
        define("colour", "\"type\":\"CODE\",\"codes\":[\"RED\"]");
        var path = "/attribute-definitions/colour";

        assertThat(define("colour", "\"type\":\"TEXT\"").status()).isEqualTo(409);
        assertThat(ops.patch(path, "{\"codes\":[]}", "If-Match", "\"1\"").errors())
                .containsExactly("/codes codes-of-code");
        assertThat(ops.patch(path, "{\"type\":\"TEXT\"}", "If-Match", "\"1\"").status())
                .isEqualTo(400);
        assertThat(ops.patch(path, "{\"group\":\"INTEREST\"}").status()).isEqualTo(428);
        var changed =
                ops.patch(
                        path,
                        "{\"group\":\"INTEREST\",\"codes\":[\"RED\",\"BLUE\"]}",
                        "If-Match",
                        "\"1\"");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("/labels/zh")).isEqualTo("属性");
        assertThat(ops.patch(path, "{\"group\":\"BASIC\"}", "If-Match", "\"1\"").status())
                .isEqualTo(412);
        assertThat(ops.get("/attribute-definitions?group=INTEREST").body().at("/items"))
                .anySatisfy(it -> assertThat(it.path("key").asString()).isEqualTo("colour"));
        assertThat(ops.delete("/attribute-definitions/favouriteStore", "If-Match", "*").status())
                .isEqualTo(409);
        assertThat(define("broken", "\"type\":\"NUMBER\",\"least\":\"9\",\"most\":\"1\"").errors())
                .containsExactly("/least range");
    }
}
