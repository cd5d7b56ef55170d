package io.pondcrm.chassis.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.exemplar.ExemplarApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;

@PondTest
@SpringBootTest(
        classes = ExemplarApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.config.name=exemplar")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PondTestTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort int port;
    @Autowired Clock clock;
    @Autowired TestClock testClock;
    @Autowired MongoOperations mongo;

    @Test
    @Order(1)
    void a_request_passes_store_broker_and_handler() throws Exception {
        testClock.freeze(NOON);

        var created =
                send(
                        "POST",
                        TestTokens.with("parcels:write"),
                        "{\"id\":\"parcel_1\",\"recipient\":\"Ada\",\"size\":\"LARGE\"}");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).contains("2026-03-01T12:00:00.000Z", "A***");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(get("/api/v1/arrivals", TestTokens.with("parcels:read")))
                                .extracting(HttpResponse::body)
                                .isEqualTo("{\"items\":[\"parcel_1\"]}"));
    }

    @Test
    @Order(2)
    void the_clock_runs_again_after_a_test_that_stopped_it() {
        assertThat(clock.instant()).isAfter(NOON.plus(Duration.ofDays(1)));
    }

    @Test
    void a_token_without_the_scope_is_not_enough() throws Exception {
        assertThat(get("/api/v1/parcels", TestTokens.with("parcels:write")).statusCode())
                .isEqualTo(403);
        assertThat(get("/api/v1/parcels", TestTokens.partner("shop", "parcels:read")).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("forged")
    void a_forged_token_opens_nothing(ForgedToken forged) throws Exception {
        assertThat(get("/api/v1/parcels", forged.token()).statusCode()).isEqualTo(401);
    }

    static java.util.List<ForgedToken> forged() {
        return TestTokens.forged("parcels:read");
    }

    @Nested
    class Inside {

        @Test
        void a_nested_class_has_the_same_database(@Autowired MongoOperations nested) {
            assertThat(nested).isSameAs(mongo);
        }
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String token, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/parcels"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
