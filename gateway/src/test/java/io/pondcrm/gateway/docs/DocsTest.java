package io.pondcrm.gateway.docs;

import static io.pondcrm.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.gateway.RunningGateway;
import io.pondcrm.gateway.StubService;
import io.pondcrm.gateway.routing.domain.Owner;
import io.pondcrm.gateway.routing.domain.RouteTable;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The page, the merged document, the roll-up and who may ask for them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocsTest {

    private RunningGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                new RunningGateway(
                        "pond.docs.token-url=https://login.example/oauth2/token",
                        "pond.cors.allowed-origins=https://crm.example,http://localhost:5173");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void the_page_loads_nothing_from_elsewhere() {
        var page = gateway.send(gateway.to("/docs"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self';")
                .contains("connect-src 'self' https://login.example");
        var links = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.body());
        var found = 0;
        while (links.find()) {
            assertThat(gateway.send(gateway.to(links.group(1))).statusCode())
                    .as(links.group(1))
                    .isEqualTo(200);
            found++;
        }
        assertThat(found).isGreaterThanOrEqualTo(5);
    }

    @Test
    void the_document_is_partial_while_a_service_is_away_and_whole_again_later() {
        gateway.customer.answers(exchange ->
                StubService.json(
                        exchange,
                        200,
                        "{\"paths\":{\"/api/v1/customers\":{\"get\":{\"operationId\":\"list\"}}}}"));
        gateway.segmentation.answers(503, "");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> openApi().contains("\"x-missing-services\":[\"segmentation\"]"));
        assertThat(openApi()).contains("/api/v1/customers").contains("/api/v1/limits");

        gateway.segmentation.answers(
                200, "{\"paths\":{\"/api/v1/segments\":{\"get\":{\"operationId\":\"list\"}}}}");
        await().atMost(Duration.ofSeconds(20)).until(() -> openApi().contains("/api/v1/segments"));
        assertThat(openApi()).doesNotContain("x-missing-services");

        var answer = gateway.send(gateway.to("/api/v1/openapi.json"));
        var again =
                gateway.send(
                        gateway.to("/api/v1/openapi.json")
                                .header(
                                        "If-None-Match",
                                        answer.headers().firstValue("ETag").orElseThrow()));
        assertThat(again.statusCode()).isEqualTo(304);
    }

    private String openApi() {
        return gateway.send(gateway.to("/api/v1/openapi.json")).body();
    }

    @Test
    void health_says_which_service_is_not_ready() {
        gateway.customer.answers(200, "{\"status\":\"UP\"}");
        gateway.segmentation.answers(503, "{\"status\":\"OUT_OF_SERVICE\"}");

        await().atMost(Duration.ofSeconds(10)).until(() -> health().contains("DEGRADED"));
        assertThat(health())
                .isEqualTo(
                        RouteTable.POND.owners().stream()
                                .map(Owner::service)
                                .map(it ->
                                        "{\"name\":\"%s\",\"status\":\"%s\"}"
                                                .formatted(
                                                        it,
                                                        it.equals("segmentation") ? "DOWN" : "UP"))
                                .collect(
                                        Collectors.joining(
                                                ",",
                                                "{\"status\":\"DEGRADED\",\"services\":[",
                                                "]}")));

        assertThat(gateway.send(gateway.to("/actuator/health/readiness")).statusCode())
                .as("this gateway itself is ready all the while")
                .isEqualTo(200);
        assertThat(gateway.send(gateway.to("/actuator/health/liveness")).statusCode())
                .isEqualTo(200);
    }

    private String health() {
        return gateway.send(gateway.to("/api/v1/health")).body();
    }

    @Test
    void capabilities_name_the_services_and_what_they_own() {
        var capabilities = json(gateway.send(gateway.to("/api/v1/capabilities")));

        assertThat(capabilities.at("/services/0/name").asString()).isEqualTo("customer");
        assertThat(capabilities.at("/services/1/customerAspects").toString()).contains("\"tier\"");
    }

    @Test
    void a_listed_origin_may_call_and_read_the_headers_it_needs() {
        gateway.customer.answers(200, "{}");

        var asked = preflight("https://crm.example");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("https://crm.example");
        assertThat(asked.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .contains("idempotency-key");

        var answer =
                gateway.send(
                        gateway.to("/api/v1/customers/cus_1", "front-end")
                                .header("Origin", "http://localhost:5173"));
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                .containsExactly("http://localhost:5173");
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
                .contains("ETag", "Link", "Location", "RateLimit", "Retry-After");
    }

    @Test
    void any_other_origin_may_not() {
        var asked = preflight("https://evil.example");

        assertThat(asked.statusCode()).isEqualTo(403);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(asked.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        assertThat(json(asked).path("code").asString()).isEqualTo("origin-refused");
    }

    private java.net.http.HttpResponse<String> preflight(String origin) {
        return gateway.send(
                gateway.to("/api/v1/customers")
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "idempotency-key,authorization")
                        .method("OPTIONS", BodyPublishers.noBody()));
    }

    @Test
    void a_trace_goes_on_through_the_gateway_and_is_named_in_problems() {
        gateway.customer.answers(200, "{}");
        var trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        gateway.send(
                gateway.to("/api/v1/customers/cus_1", "front-end")
                        .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));
        var problem =
                gateway.send(
                        gateway.to("/api/v1/nothing", "front-end")
                                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));

        assertThat(gateway.customer.lastSeen().header("Traceparent"))
                .singleElement()
                .asString()
                .startsWith("00-" + trace + "-")
                .doesNotContain("00f067aa0ba902b7");
        assertThat(json(problem).path("traceId").asString()).isEqualTo(trace);
    }

    @Test
    void metrics_tell_rate_errors_duration_breakers_and_quota() {
        gateway.customer.answers(200, "{}");
        gateway.get("/api/v1/customers/cus_1");

        var metrics = gateway.send(gateway.to("/actuator/prometheus")).body();

        assertThat(metrics)
                .contains("pond_gateway_calls_seconds_count{outcome=\"2xx\",route=\"customer\"}")
                .contains("pond_gateway_quota_total{outcome=\"granted\"}")
                .contains(
                        "resilience4j_circuitbreaker_state{name=\"customer\",state=\"closed\"} 1.0");
    }
}
