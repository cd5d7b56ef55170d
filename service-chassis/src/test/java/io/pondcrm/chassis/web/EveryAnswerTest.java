package io.pondcrm.chassis.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;

import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.kernel.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(
        classes = EveryAnswerTest.App.class,
        properties = {
            "spring.autoconfigure.exclude=org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration,"
                    + "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "pond.outbox.enabled=false",
            "pond.inbox.enabled=false",
            "pond.jobs.enabled=false",
            "pond.http.enabled=false"
        })
@AutoConfigureMockMvc
class EveryAnswerTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Things.class)
    static class App {}

    record Part(@NotBlank String name) {}

    record NewThing(@NotBlank String title, @Valid List<Part> parts, int count) {}

    @DataClass(DataClass.Level.INTERNAL)
    record Thing(
            String id,
            @DataClass(value = DataClass.Level.PERSONAL, mask = DataClass.Mask.CONTACT)
                    String email,
            @DataClass(value = DataClass.Level.PERSONAL, mask = DataClass.Mask.NAME) String name,
            @DataClass(DataClass.Level.PERSONAL) String secret,
            Money price,
            Instant at) {}

    @RestController
    static class Things {

        @PostMapping("/things")
        @RequiresScope("things:write")
        Map<String, String> create(@Valid @RequestBody NewThing thing) {
            return Map.of("title", thing.title());
        }

        @GetMapping("/things")
        @RequiresScope("things:read")
        Thing read(@RequestParam(required = false) Integer limit, Caller caller) {
            return new Thing(
                    caller.clientId(),
                    "wang@example.org",
                    "王小明",
                    "hidden",
                    Money.of("12.3", "CNY"),
                    Instant.parse("2026-03-01T02:00:00Z"));
        }

        @GetMapping("/undeclared")
        String undeclared() {
            return "open";
        }

        @GetMapping("/store-away")
        @RequiresScope("things:read")
        String storeAway() {
            throw new DataAccessResourceFailureException("host db-1.internal:27017 is away");
        }

        @GetMapping("/bug")
        @RequiresScope("things:read")
        String bug() {
            throw new IllegalStateException("secret detail");
        }
    }

    @Autowired MockMvcTester http;

    static RequestPostProcessor token(String scope) {
        return jwt().jwt(it -> it.claim("client_id", "front-end").claim("scope", scope));
    }

    @Test
    void without_a_token_the_answer_is_a_401_problem() {
        assertThat(http.get().uri("/things"))
                .hasStatus(401)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("unauthenticated");
    }

    @Test
    void without_the_scope_it_is_a_403_that_names_the_scope_in_the_reader_s_language() {
        assertThat(
                        http.get()
                                .uri("/things")
                                .header("Accept-Language", "zh-CN")
                                .with(token("other:read")))
                .hasStatus(403)
                .bodyJson()
                .extractingPath("$.detail")
                .asString()
                .contains("things:read")
                .contains("权限");
    }

    @Test
    void a_query_field_that_the_operation_does_not_know_is_refused_by_name() {
        assertThat(http.get().uri("/things?limt=3&limit=3").with(token("things:read")))
                .hasStatus(400)
                .bodyJson()
                .hasPathSatisfying("$.code", code -> assertThat(code).isEqualTo("unknown-field"))
                .hasPathSatisfying(
                        "$.errors",
                        errors ->
                                assertThat(errors)
                                        .asArray()
                                        .singleElement()
                                        .isEqualTo(
                                                Map.of(
                                                        "pointer",
                                                        "?limt",
                                                        "code",
                                                        "unknown-field",
                                                        "detail",
                                                        "This operation takes limit")));
        assertThat(http.get().uri("/things?limt=3").with(token("other:read"))).hasStatus(403);
        assertThat(http.get().uri("/things?limit=3").with(token("things:read"))).hasStatus(200);
    }

    @Test
    void an_operation_that_declares_no_permission_is_closed_to_everybody() {
        assertThat(http.get().uri("/undeclared").with(token("things:read things:write")))
                .hasStatus(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"title\":\"a\",\"parts\":[],\"count\":1,\"colour\":1} | 400 | unknown-field | /colour | unknown-field",
                "{\"title\":\"a\",\"parts\":[{\"nam\":\"x\"}],\"count\":1} | 400 | unknown-field | /parts/0/nam | unknown-field",
                "{\"title\":\"a\",\"parts\":[],\"count\":\"many\"} | 400 | unreadable | /count | wrong-type",
                "{\"title\":[\"a\"],\"parts\":[],\"count\":1} | 400 | unreadable | /title | wrong-type",
                "{\"title\":{\"$ne\":\"\"},\"parts\":[],\"count\":1} | 400 | unreadable | /title | wrong-type",
                "{\"title\":\"a\" | 400 | unreadable | '' | syntax",
                "{\"title\":\"a\",\"parts\":[{\"name\":\"\"}],\"count\":1} | 422 | validation | /parts/0/name | not-blank"
            })
    void a_bad_body_names_its_place(
            String body, int status, String code, String pointer, String errorCode) {
        var answer =
                http.post()
                        .uri("/things")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body)
                        .with(token("things:write"))
                        .exchange();

        assertThat(answer).hasStatus(status).bodyJson().extractingPath("$.code").isEqualTo(code);
        assertThat(answer).bodyJson().extractingPath("$.errors[0].pointer").isEqualTo(pointer);
        assertThat(answer).bodyJson().extractingPath("$.errors[0].code").isEqualTo(errorCode);
    }

    @ParameterizedTest
    @CsvSource({"GET,/nowhere,404,not-found", "DELETE,/things,405,method-not-allowed"})
    void what_is_not_there_is_a_problem_too(String method, String path, int status, String code) {
        assertThat(
                        http.method(org.springframework.http.HttpMethod.valueOf(method))
                                .uri(path)
                                .with(token("things:read")))
                .hasStatus(status)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo(code);
    }

    @Test
    void a_parameter_of_the_wrong_type_is_named() {
        assertThat(http.get().uri("/things?limit=ten").with(token("things:read")))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].pointer")
                .isEqualTo("?limit");
    }

    @Test
    void a_store_that_is_away_is_a_503_with_a_time_and_no_host_name() {
        var answer = http.get().uri("/store-away").with(token("things:read")).exchange();

        assertThat(answer)
                .hasStatus(503)
                .containsHeader("Retry-After")
                .bodyText()
                .doesNotContain("db-1");
    }

    @Test
    void a_bug_tells_nothing_of_our_insides() {
        var answer = http.get().uri("/bug").with(token("things:read")).exchange();

        assertThat(answer)
                .hasStatus(500)
                .bodyText()
                .doesNotContain("secret")
                .doesNotContain("Exception");
    }

    @Test
    void personal_fields_are_masked_without_the_scope_for_them() {
        assertThat(http.get().uri("/things").with(token("things:read")))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo(
                        """
                        {"id":"front-end","email":"w***@example.org","name":"王***",
                         "price":{"amount":"12.30","currency":"CNY"},"at":"2026-03-01T02:00:00.000Z"}
                        """);
    }

    @Test
    void personal_fields_are_plain_with_it() {
        assertThat(http.get().uri("/things").with(token("things:read customers:pii")))
                .bodyJson()
                .extractingPath("$.email")
                .isEqualTo("wang@example.org");
    }

    @Test
    void the_document_tells_permission_data_class_and_problems() {
        var document = assertThat(http.get().uri("/v3/api-docs")).hasStatusOk().bodyJson();

        document.extractingPath("$.paths['/things'].get.x-permission[0]").isEqualTo("things:read");
        document.extractingPath("$.components.schemas.Thing.properties.email.x-data-class")
                .isEqualTo("PERSONAL");
        document.extractingPath("$.components.schemas.Thing.properties.id.x-data-class")
                .isEqualTo("INTERNAL");
        document.extractingPath("$.paths['/things'].post.responses['422'].content")
                .asMap()
                .containsOnlyKeys("application/problem+json");
    }
}
