package io.pondcrm.gateway.routing;

import static io.pondcrm.gateway.RunningGateway.json;
import static io.pondcrm.gateway.routing.domain.Traffic.BATCH;
import static io.pondcrm.gateway.routing.domain.Traffic.IMPORT;
import static io.pondcrm.gateway.routing.domain.Traffic.USUAL;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpHandler;
import io.pondcrm.gateway.RunningGateway;
import io.pondcrm.gateway.StubService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailureTest {

    private RunningGateway gateway;
    private final CountDownLatch end = new CountDownLatch(1);

    @BeforeAll
    void start() {
        gateway =
                new RunningGateway(
                        "pond.patience.usual=300ms",
                        "pond.breaker.rest=500ms",
                        "pond.limits.default.requests=100000");
    }

    @AfterAll
    void stop() {
        end.countDown();
        gateway.close();
    }

    /** So many good calls that none of the test before counts any more. */
    @BeforeEach
    void all_is_well() {
        gateway.customer.answers(200, "{}");
        gateway.segmentation.answers(200, "{}");
        for (var path : List.of("/api/v1/customers/cus_1", "/api/v1/segments")) {
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> gateway.get(path).statusCode() == 200);
            for (var call = 0; call < 22; call++) {
                gateway.get(path);
            }
        }
    }

    @Test
    void a_service_that_is_not_there_is_answered_for_at_once() {
        gateway.segmentation.stop();

        var started = System.nanoTime();
        var answer = gateway.get("/api/v1/segments");

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
        assertIsAway(answer);
        assertThat(json(answer).path("detail").asString()).contains("segmentation");
        assertThat(gateway.get("/api/v1/customers/cus_1").statusCode()).isEqualTo(200);
        gateway.segmentation.startAgain();
    }

    @Test
    void a_slow_service_ends_in_time_and_then_is_left_alone_until_it_has_recovered() {
        gateway.segmentation.answers(silence());

        var asked = 0;
        HttpResponse<String> answer;
        do {
            answer = gateway.get("/api/v1/segments");
            asked++;
            if (answer.statusCode() == 504) {
                assertThat(json(answer).path("code").asString()).isEqualTo("service-too-slow");
            }
        } while (answer.statusCode() == 504 && asked < 30);

        assertIsAway(answer);
        assertThat(asked).isLessThanOrEqualTo(20);
        assertThat(gateway.segmentation.seen()).hasSize(asked - 1);
        assertThat(gateway.get("/api/v1/customers/cus_1").statusCode()).isEqualTo(200);

        gateway.segmentation.answers(200, "{}");

        await().atMost(Duration.ofSeconds(15))
                .until(() -> gateway.get("/api/v1/segments").statusCode() == 200);
        for (var call = 0; call < 20; call++) {
            assertThat(gateway.get("/api/v1/segments").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_callers_own_mistakes_do_not_shut_a_service_for_others() {
        gateway.segmentation.answers(404, "{\"code\":\"not-found\"}");
        for (var call = 0; call < 40; call++) {
            assertThat(gateway.get("/api/v1/segments/x").statusCode()).isEqualTo(404);
        }
        gateway.segmentation.answers(500, "{\"code\":\"internal\"}");
        for (var call = 0; call < 40; call++) {
            assertThat(gateway.get("/api/v1/segments/x").statusCode()).isEqualTo(500);
        }

        gateway.segmentation.answers(200, "{}");

        assertThat(gateway.get("/api/v1/segments").statusCode()).isEqualTo(200);
    }

    @Test
    void a_read_survives_the_restart_of_a_service_that_connections_were_kept_to() {
        gateway.customer.answers(200, "{}");
        assertThat(gateway.get("/api/v1/customers/cus_1").statusCode()).isEqualTo(200);

        gateway.customer.stop();
        gateway.customer.startAgain();

        assertThat(gateway.get("/api/v1/customers/cus_1").statusCode()).isEqualTo(200);
    }

    @Test
    void a_write_is_never_sent_twice() {
        var sent = new AtomicInteger();
        gateway.customer.answers(exchange -> {
            exchange.getRequestBody().readAllBytes();
            sent.incrementAndGet();
            throw new IOException("cut");
        });

        var answer = gateway.post("/api/v1/customers", "{}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).path("code").asString()).isEqualTo("service-broke-off");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(sent).hasValue(1);
    }

    @Test
    void a_read_is_sent_at_most_twice() {
        var sent = new AtomicInteger();
        gateway.customer.answers(_ -> {
            sent.incrementAndGet();
            throw new IOException("cut");
        });

        assertThat(gateway.get("/api/v1/customers/cus_1").statusCode()).isEqualTo(503);
        assertThat(sent).hasValue(2);
    }

    @Test
    void a_second_address_answers_when_the_first_refuses() throws IOException {
        try (var gone = new StubService();
                var two = new StubService();
                var connections = connectionsTo(gone.url(), two.url())) {
            gone.stop();
            two.answers(201, "{}");
            for (var call = 0; call < 6; call++) {
                var request = new BasicClassicHttpRequest("POST", "/x");
                request.setEntity(new StringEntity("{\"a\":1}"));
                try (var answer = connections.send("it", request, Duration.ofSeconds(5))) {
                    assertThat(answer.getCode()).isEqualTo(201);
                    EntityUtils.consume(answer.getEntity());
                }
            }
            assertThat(two.seen()).hasSize(6).allMatch(it -> it.bodyBytes() == 7);
            gone.startAgain();
        }
    }

    static ServiceConnections connectionsTo(String... urls) {
        var patience = Map.of(USUAL, ofSeconds(1), BATCH, ofSeconds(1), IMPORT, ofSeconds(1));
        return new ServiceConnections(
                new ServiceSettings(
                        Map.of(
                                "it",
                                new ServiceSettings.Location(
                                        Stream.of(urls).map(URI::create).toList())),
                        patience,
                        new ServiceSettings.Breaker(20, 50, ofSeconds(1), 3),
                        ofSeconds(1),
                        8));
    }

    @Test
    void an_answer_that_breaks_off_does_not_look_whole() {
        gateway.customer.answers(exchange -> {
            exchange.sendResponseHeaders(200, 100_000);
            exchange.getResponseBody().write(new byte[50_000]);
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });

        assertThatThrownBy(() -> gateway.get("/api/v1/customers/cus_1"))
                .hasRootCauseInstanceOf(IOException.class)
                .rootCause()
                .isNotInstanceOf(HttpTimeoutException.class);
    }

    private HttpHandler silence() {
        return _ -> {
            try {
                var _ = end.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static void assertIsAway(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        assertThat(json(answer).path("code").asString()).isEqualTo("service-away");
    }
}
