package io.pondcrm.customer.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.RetentionContract;
import io.pondcrm.chassis.test.TestTokens;
import io.pondcrm.customer.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest
class RetentionServiceTest extends RetentionContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort int port;

    private String visitor = "";
    private String job = "";

    @Override
    protected void fill() {
        var ops = Api.ops(port);
        var customer = ops.post("/customers", "{\"displayName\":\"Ada\"}").text("/id");
        ops.post("/interactions", visit("I-1", "\"anonymousId\":\"wanderer\""));
        ops.post("/interactions", visit("I-2", "\"customerId\":\"" + customer + "\""));
        visitor = only("interactions", "unlinked");
        job = importWithReject();
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    assertThat(count("timeline")).isGreaterThanOrEqualTo(2);
                    assertThat(collectionsWith(job)).contains("importRejects");
                });
    }

    @Override
    protected void isThere(String kind) {
        switch (kind) {
            case "import-files" -> assertThat(count("importRejects")).isEqualTo(1);
            case "visitor-interactions" -> {
                assertThat(collectionsWith(visitor)).contains("interactions", "customer_keys");
                assertThat(count("interactions")).isEqualTo(2);
            }
            case "customer-interactions" -> assertThat(count("interactions")).isEqualTo(1);
            case "timeline" -> assertThat(count("timeline")).isGreaterThanOrEqualTo(2);
            default -> {}
        }
    }

    @Override
    protected void isGone(String kind) {
        switch (kind) {
            case "import-files" -> {
                assertThat(count("importRejects")).isZero();
                assertThat(count("importChunks")).isZero();
                assertThat(count("imports")).isZero();
                // That it was destroyed is remembered.
                assertThat(collectionsWith(job)).containsExactly("customer_keys");
                assertThat(keyOf(job)).containsKey("erasedAt").doesNotContainKey("wrapped");
            }
            case "visitor-interactions" -> {
                assertThat(collectionsWith(visitor)).isEmpty();
                assertThat(deletedEver(kind)).isEqualTo(1);
            }
            case "customer-interactions" -> assertThat(count("interactions")).isZero();
            case "timeline" -> {
                assertThat(count("timeline")).isZero();
                assertThat(count("customers")).isGreaterThanOrEqualTo(1);
            }
            default -> {}
        }
    }

    @Test
    void the_rules_are_told_with_what_was_deleted() {
        sweep();

        var rules = Api.with(port, "privacy:read").get("/retention-rules").body().at("/items");

        assertThat(rules.size()).isEqualTo(limits.rules().size());
        for (var rule : rules) {
            assertThat(rule.has("limit")).isEqualTo(rule.has("lastSweptAt"));
            assertThat(rule.at("/ends").asString().equals("LIMIT")).isEqualTo(rule.has("limit"));
            assertThat(rule.at("/collections").isEmpty()).isFalse();
        }
        assertThat(rules.at("/0/kind").asString()).isEqualTo("visitor-interactions");
        assertThat(rules.at("/0/limit").asString()).isEqualTo("P395D");
    }

    private static String visit(String number, String who) {
        return """
        {"externalId":"%s",%s,"type":"PAGE_VIEW","action":"product-viewed","system":"web",
         "occurredAt":"2026-01-01T00:00:00Z","channel":"WEB"}\
        """
                .formatted(number, who);
    }

    private String importWithReject() {
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
            var imported = location.substring(location.lastIndexOf('/') + 1);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(mongo.findById(imported, Document.class, "jobs"))
                                    .isNotNull()
                                    .containsEntry("open", false));
            return imported;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
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
}
