package io.pondcrm.gateway.routing;

import static io.pondcrm.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.gateway.RunningGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardTest {

    private RunningGateway gateway;

    @BeforeAll
    void start() {
        gateway = new RunningGateway();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void a_call_arrives_as_it_was_sent_and_the_answer_comes_back_as_it_was_given() {
        gateway.customer.answers(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("ETag", "\"7\"");
            exchange.getResponseHeaders().set("Location", "/api/v1/customers/cus_1");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(201, 2);
            exchange.getResponseBody().write("{}".getBytes());
        });

        var answer =
                gateway.send(
                        gateway.to("/api/v1/customers?b=2&a=%E7%8E%8B+x&b=1", "front-end")
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", "\"k1\"")
                                .header("Accept-Language", "zh-CN")
                                .POST(BodyPublishers.ofString("{\"kind\":\"PERSON\"}")));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(answer.headers().allValues("ETag")).containsExactly("\"7\"");
        assertThat(answer.headers().allValues("Location"))
                .containsExactly("/api/v1/customers/cus_1");
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/json");
        var seen = gateway.customer.lastSeen();
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.uri()).isEqualTo("/api/v1/customers?b=2&a=%E7%8E%8B+x&b=1");
        assertThat(seen.header("Idempotency-key")).containsExactly("\"k1\"");
        assertThat(seen.header("Accept-language")).containsExactly("zh-CN");
        assertThat(seen.header("Content-length")).containsExactly("17");
        assertThat(seen.header("Authorization")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void every_method_passes(String method) {
        gateway.segmentation.answers(200, "{\"it\":1}");

        var answer =
                gateway.send(
                        gateway.to("/api/v1/segments/seg_1", "front-end")
                                .method(method, BodyPublishers.ofString("{\"a\":1}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(gateway.segmentation.lastSeen().method()).isEqualTo(method);
        assertThat(gateway.segmentation.lastSeen().bodyBytes()).isEqualTo(7);
    }

    @Test
    void an_answer_without_a_body_has_none() {
        gateway.segmentation.answers(204, "");
        assertThat(gateway.get("/api/v1/segments/seg_1").statusCode()).isEqualTo(204);

        gateway.segmentation.answers(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"3\"");
            exchange.sendResponseHeaders(304, -1);
        });
        var unchanged = gateway.get("/api/v1/segments/seg_1");
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.headers().firstValue("ETag")).hasValue("\"3\"");
    }

    @Test
    void a_head_request_gets_the_head_alone() {
        gateway.segmentation.answers(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"3\"");
            exchange.sendResponseHeaders(200, -1);
        });

        var answer =
                gateway.send(
                        gateway.to("/api/v1/segments/seg_1", "front-end")
                                .method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"3\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-User-Id",
                "X-Tenant-Id",
                "Forwarded",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Prefix",
                "X-Forwarded-Anything",
                "X-Real-IP",
                "x-user-id",
                "Proxy-Authorization",
                "TE"
            })
    void a_header_that_a_caller_could_forge_never_reaches_a_service(String name) {
        gateway.customer.answers(200, "{}");
        gateway.segmentation.answers(200, "{}");

        for (var path : List.of("/api/v1/customers/cus_1", "/api/v1/segments")) {
            gateway.send(gateway.to(path, "front-end").header(name, "someone-else"));
        }

        for (var service : List.of(gateway.customer, gateway.segmentation)) {
            assertThat(service.lastSeen().headers().keySet())
                    .isNotEmpty()
                    .noneMatch(name::equalsIgnoreCase);
        }
    }

    @Test
    void a_service_learns_nothing_of_the_gateways_own_connection() {
        gateway.customer.answers(200, "{}");

        gateway.get("/api/v1/customers/cus_1");

        assertThat(gateway.customer.lastSeen().headers().keySet())
                .doesNotContain("Upgrade", "Http2-settings", "Transfer-encoding", "User-agent2");
    }

    @Test
    void headers_of_the_services_connection_stay_behind() {
        gateway.customer.answers(exchange -> {
            exchange.getResponseHeaders().set("Keep-Alive", "timeout=1");
            exchange.getResponseHeaders().set("Connection", "x-secret");
            exchange.getResponseHeaders().set("X-Secret", "1");
            exchange.getResponseHeaders().set("X-Open", "2");
            exchange.sendResponseHeaders(200, -1);
        });

        var headers = gateway.get("/api/v1/customers/cus_1").headers();

        assertThat(headers.firstValue("X-Open")).hasValue("2");
        assertThat(headers.firstValue("X-Secret")).isEmpty();
        assertThat(headers.firstValue("Keep-Alive").orElse("")).isNotEqualTo("timeout=1");
    }

    @Test
    void a_problem_of_a_service_passes_unchanged() {
        gateway.customer.answers(422, "{\"code\":\"phone-format\"}");

        var answer = gateway.post("/api/v1/customers", "{}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).path("code").asString()).isEqualTo("phone-format");
    }

    @Test
    void a_containers_bare_error_becomes_a_problem() {
        gateway.customer.answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(500, 4);
            exchange.getResponseBody().write("<h1>".getBytes());
        });
        var failed = gateway.get("/api/v1/customers/cus_1");
        assertThat(failed.statusCode()).isEqualTo(502);
        assertThat(json(failed).path("code").asString()).isEqualTo("service-failed");

        gateway.customer.answers(exchange -> exchange.sendResponseHeaders(503, -1));
        var away = gateway.get("/api/v1/customers/cus_1");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(json(away).path("code").asString()).isEqualTo("service-away");
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void a_path_of_nobody_is_a_problem_in_the_callers_language() {
        var english = gateway.get("/api/v1/nothing");
        var chinese =
                gateway.send(
                        gateway.to("/api/v1/nothing", "front-end")
                                .header("Accept-Language", "zh-CN"));

        assertThat(english.statusCode()).isEqualTo(404);
        assertThat(english.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        assertThat(json(english).path("title").asString()).isEqualTo("Not found");
        assertThat(json(chinese).path("title").asString()).isEqualTo("未找到");
        assertThat(json(chinese).path("code").asString())
                .isEqualTo(json(english).path("code").asString());
    }

    @Test
    void a_list_of_jobs_needs_to_know_whose() {
        var answer = gateway.get("/api/v1/jobs");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("code").asString()).isEqualTo("service-unnamed");
        assertThat(json(answer).path("errors").path(0).path("pointer").asString())
                .isEqualTo("?service");
        assertThat(json(answer).path("detail").asString()).contains("customer", "segmentation");
    }

    @Test
    void a_list_of_jobs_goes_to_the_service_that_is_named() {
        gateway.segmentation.answers(200, "{\"items\":[]}");

        var answer = gateway.get("/api/v1/jobs?limit=5&service=segmentation");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(gateway.segmentation.lastSeen().uri())
                .isEqualTo("/api/v1/jobs?limit=5&service=segmentation");
    }

    @Test
    void a_form_passes_as_it_is() {
        gateway.customer.answers(415, "{\"code\":\"unsupported-media-type\"}");

        var answer =
                gateway.send(
                        gateway.to("/api/v1/customers?service=x", "front-end")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("a=1&b=2")));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(gateway.customer.lastSeen().bodyBytes()).isEqualTo(7);
    }
}
