package io.pondcrm.customer.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestTokens;
import io.pondcrm.customer.Api;
import io.pondcrm.customer.retention.domain.DataKind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest
class RetentionServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort int port;
    @Autowired TestClock clock;
    @Autowired MongoOperations mongo;
    @Autowired RetentionSweeper sweeper;

    @Test
    void what_is_kept_too_long_is_in_no_collection_the_day_after() throws Exception {
        var ops = Api.ops(port);
        var customer = ops.post("/customers", "{\"displayName\":\"Ada\"}").text("/id");
        ops.post("/interactions", visit("I-1", "\"anonymousId\":\"wanderer\""));
        ops.post("/interactions", visit("I-2", "\"customerId\":\"" + customer + "\""));
        var visitor = only("interactions", "unlinked");
        var job = importWithReject();
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    assertThat(count("timeline")).isGreaterThanOrEqualTo(2);
                    assertThat(documentsWith(job)).contains("importRejects");
                });

        sweeper.sweep();
        assertThat(documentsWith(visitor)).contains("interactions", "customer_keys");
        assertThat(count("interactions")).isEqualTo(2);
        assertThat(count("importRejects")).isEqualTo(1);

        clock.advance(Duration.ofDays(31));
        sweeper.sweep();
        assertThat(count("importRejects")).isZero();
        assertThat(count("importChunks")).isZero();
        assertThat(count("imports")).isZero();
        // That it was destroyed is remembered; the job itself is kept longer.
        assertThat(documentsWith(job)).containsExactlyInAnyOrder("jobs", "customer_keys");
        assertThat(keyOf(job)).containsKey("erasedAt").doesNotContainKey("wrapped");
        assertThat(count("interactions")).isEqualTo(2);

        clock.advance(Duration.ofDays(396 - 31));
        sweeper.sweep();
        assertThat(count("interactions")).isEqualTo(1);
        assertThat(documentsWith(visitor)).isEmpty();
        assertThat(documentsWith(job)).containsExactly("customer_keys");

        clock.advance(Duration.ofDays(1096 - 396));
        sweeper.sweep();
        assertThat(count("interactions")).isZero();
        assertThat(count("timeline")).isGreaterThanOrEqualTo(2);

        clock.advance(Duration.ofDays(3651 - 1096));
        sweeper.sweep();
        assertThat(count("timeline")).isZero();
        assertThat(count("customers")).isGreaterThanOrEqualTo(1);

        clock.reset();
        var rules = Api.with(port, "privacy:read").get("/retention-rules").body().at("/items");
        assertThat(rules.size()).isEqualTo(DataKind.values().length);
        for (var rule : rules) {
            assertThat(rule.at("/law").asString()).contains("GDPR", "PIPL");
            assertThat(rule.has("limit")).isEqualTo(rule.has("lastSweptAt"));
        }
        assertThat(rules.at("/0/kind").asString()).isEqualTo("VISITOR_INTERACTIONS");
        assertThat(rules.at("/0/limit").asString()).isEqualTo("P395D");
        assertThat(rules.at("/0/deletedEver").asInt()).isEqualTo(1);
        assertThat(rules.at("/0/lastDeleted").asInt()).isZero();
    }

    private static String visit(String number, String who) {
        return """
        {"externalId":"%s",%s,"type":"PAGE_VIEW","action":"product-viewed","system":"web",
         "occurredAt":"2026-01-01T00:00:00Z","channel":"WEB"}\
        """
                .formatted(number, who);
    }

    private String importWithReject() throws Exception {
        var file = "externalId,displayName,birthDate\nK1,Eve,1990-02-30\n";
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:%d/api/v1/customer-imports?system=kept"
                                                .formatted(port)))
                        .header("Authorization", "Bearer " + TestTokens.with("imports:write"))
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(file))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            var location = answer.headers().firstValue("Location").orElseThrow();
            var job = location.substring(location.lastIndexOf('/') + 1);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(mongo.findById(job, Document.class, "jobs"))
                                    .isNotNull()
                                    .containsEntry("open", false));
            return job;
        }
    }

    private long count(String collection) {
        return mongo.count(new Query(), collection);
    }

    private Document keyOf(String subject) {
        return Objects.requireNonNull(mongo.findById(subject, Document.class, "customer_keys"));
    }

    private String only(String collection, String field) {
        return mongo.findAll(Document.class, collection).stream()
                .filter(it -> it.containsKey(field))
                .findFirst()
                .orElseThrow()
                .getString(field);
    }

    /** Names of the collections in which a document holds this text anywhere. */
    private List<String> documentsWith(String text) {
        var found = new ArrayList<String>();
        for (var collection : mongo.getCollectionNames()) {
            if (!collection.equals("auditEvents")
                    && mongo.findAll(Document.class, collection).stream()
                            .anyMatch(it -> it.toJson().contains(text))) {
                found.add(collection);
            }
        }
        return found;
    }
}
