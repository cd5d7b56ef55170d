package io.pondcrm.gateway.limits;

import static io.pondcrm.gateway.RunningGateway.json;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.gateway.RunningGateway;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitTest {

    private static final int MIB = 1 << 20;

    private RunningGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                new RunningGateway(
                        "pond.limits.clients.flooder.requests=30",
                        "pond.limits.clients.flooder.window=60s",
                        "pond.limits.clients.ops.requests=100000",
                        "pond.limits.anonymous.requests=50");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @BeforeEach
    void services_answer() {
        gateway.customer.answers(200, "{}");
    }

    @Test
    void one_client_who_floods_is_held_back_and_others_are_not() {
        var refused = 0;
        var last = gateway.send(gateway.to("/api/v1/customers/cus_1", "flooder"));
        for (var call = 1; call < 60; call++) {
            last = gateway.send(gateway.to("/api/v1/customers/cus_1", "flooder"));
            refused += last.statusCode() == 429 ? 1 : 0;
            assertThat(gateway.send(gateway.to("/api/v1/customers/cus_1", "ops")).statusCode())
                    .isEqualTo(200);
        }

        assertThat(refused).isBetween(25, 30);
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(json(last).path("code").asString()).isEqualTo("quota-exceeded");
        assertThat(last.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        assertThat(last.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 3L);
        assertThat(last.headers().firstValue("RateLimit-Policy")).hasValue("\"default\";q=30;w=60");
        assertThat(last.headers().firstValue("RateLimit").orElseThrow())
                .startsWith("\"default\";r=0;t=");
    }

    @Test
    void every_answer_tells_what_is_left() {
        var good = gateway.send(gateway.to("/api/v1/customers/cus_1", "teller"));
        var unknown = gateway.send(gateway.to("/api/v1/nothing", "teller"));
        var refused = gateway.send(gateway.to("/api/v1/customers/cus_1"));
        var open = gateway.send(gateway.to("/api/v1/capabilities"));

        assertThat(good.headers().allValues("RateLimit-Policy"))
                .containsExactly("\"default\";q=600;w=60");
        assertThat(good.headers().allValues("RateLimit"))
                .singleElement()
                .asString()
                .matches("\"default\";r=599;t=1");
        assertThat(unknown.headers().firstValue("RateLimit").orElseThrow())
                .startsWith("\"default\";r=598");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().allValues("RateLimit-Policy"))
                .containsExactly("\"anonymous\";q=50;w=60");
        assertThat(open.headers().firstValue("RateLimit").orElseThrow())
                .startsWith("\"anonymous\";r=");
    }

    @Test
    void a_caller_can_ask_for_its_limits() {
        var limits = json(gateway.send(gateway.to("/api/v1/limits", "flooder-to-be")));

        assertThat(limits.path("clientId").asString()).isEqualTo("flooder-to-be");
        assertThat(limits.path("quota").path("requests").asInt()).isEqualTo(600);
        assertThat(limits.path("quota").path("left").asInt()).isEqualTo(599);
        assertThat(limits.path("bodyBytes").asInt()).isEqualTo(MIB);
        assertThat(limits.path("batchBodyBytes").asInt()).isEqualTo(5 * MIB);
        assertThat(limits.path("importBodyBytes").asLong()).isEqualTo(2L << 30);
    }

    @Test
    void a_body_may_be_as_large_as_its_route_allows() {
        assertThat(post("/api/v1/customers", MIB).statusCode()).isEqualTo(200);
        assertThat(post("/api/v1/customers/batch", 5 * MIB).statusCode()).isEqualTo(200);
        assertThat(post("/api/v1/customer-imports", 6 * MIB).statusCode()).isEqualTo(200);
        assertThat(gateway.customer.lastSeen().bodyBytes()).isEqualTo(6 * MIB);
    }

    @Test
    void a_larger_body_is_refused_before_any_of_it_reaches_the_service() {
        gateway.customer.answers(200, "{}");

        assertTooLarge(post("/api/v1/customers", MIB + 1));
        assertTooLarge(post("/api/v1/customers/batch", 5 * MIB + 1));

        assertThat(gateway.customer.seen()).isEmpty();
    }

    @Test
    void a_body_of_untold_length_is_refused_as_soon_as_it_is_too_long() {
        gateway.customer.answers(200, "{}");

        assertTooLarge(postChunked("/api/v1/customers", MIB + 1));
        assertTooLarge(postChunked("/api/v1/customers/batch", 5 * MIB + 1));
        assertThat(postChunked("/api/v1/customers", MIB).statusCode()).isEqualTo(200);

        for (var call = 0; call < 30; call++) {
            assertTooLarge(postChunked("/api/v1/customers", MIB + 1));
        }
        assertThat(gateway.post("/api/v1/customers", "{}").statusCode())
                .as("the service is not held to account for it")
                .isEqualTo(200);
    }

    @Test
    void headers_that_are_too_large_are_refused() throws IOException {
        assertThat(raw("GET /api/v1/health HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(17_000)))
                .startsWith("HTTP/1.1 431")
                .contains("application/problem+json")
                .contains("headers-too-large");
        assertThat(raw("GET /api/v1/health HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(15_000)))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET /api/v1/health HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(500_000)))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void a_path_that_is_too_long_is_refused() throws IOException {
        assertThat(raw("GET /api/v1/segments?name=" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x"))
                .startsWith("HTTP/1.1 414")
                .contains("application/problem+json")
                .contains("uri-too-long");
        assertThat(raw("GET /api/v1/health?name=" + "a".repeat(8_000) + " HTTP/1.1\r\nHost: x"))
                .startsWith("HTTP/1.1 400")
                .contains("unknown-field");
    }

    private HttpResponse<String> post(String path, int bytes) {
        return gateway.send(
                gateway.to(path, "ops").POST(BodyPublishers.ofByteArray(new byte[bytes])));
    }

    private HttpResponse<String> postChunked(String path, int bytes) {
        return gateway.send(
                gateway.to(path, "ops")
                        .POST(
                                BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(new byte[bytes]))));
    }

    private static void assertTooLarge(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(json(answer).path("code").asString()).isEqualTo("body-too-large");
    }

    /** Sends a request's head as it is and reads until the connection is closed. */
    private String raw(String head) throws IOException {
        try (var socket = new Socket("localhost", gateway.port())) {
            socket.setSoTimeout(5_000);
            var out = socket.getOutputStream();
            out.write((head + "\r\nConnection: close\r\n\r\n").getBytes(US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }
}
