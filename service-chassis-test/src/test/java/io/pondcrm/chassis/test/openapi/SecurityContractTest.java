package io.pondcrm.chassis.test.openapi;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pondcrm.chassis.test.CallerOperators;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The contract is tested on a service that breaks each of its clauses. */
class SecurityContractTest {

    private final SecurityContract contract = new SecurityContract() {};

    @BeforeEach
    void holdALeakyServiceToIt() {
        contract.http = MockMvcTester.of(new LeakyController());
        contract.operators = new CallerOperators();
    }

    @Test
    void an_operation_without_a_permission_is_found() {
        assertThatThrownBy(contract::every_operation_declares_its_permission)
                .hasMessageContaining("GET /mute");
    }

    @Test
    void an_operation_that_nobody_named_is_found() {
        assertThatThrownBy(contract::every_operation_has_a_name_of_verb_and_noun_that_no_other_has)
                .hasMessageContaining("list_1");
    }

    @Test
    void an_open_and_a_closed_operation_are_found() {
        assertThatThrownBy(contract::an_operation_opens_to_its_scope_and_to_nothing_else)
                .hasMessageContaining("GET /open with no token: 200, not 401")
                .hasMessageContaining("GET /open with another scope: 200, not 403")
                .hasMessageContaining("POST /closed with leaks:write: 403, not not refused");
    }

    @Test
    void a_forged_token_that_opens_is_found() {
        assertThatThrownBy(contract::no_forged_token_opens_anything)
                .hasMessageContaining("GET /open with ")
                .hasMessageContaining(" with alg none: 200, not 401");
    }

    @Test
    void a_property_that_nobody_classified_is_found() {
        assertThatThrownBy(contract::every_property_of_an_answer_has_a_data_class)
                .hasMessageContaining("/items/-/email")
                .hasMessageContaining("/plain");
    }

    @Test
    void an_operator_that_does_harm_is_found() {
        assertThatThrownBy(contract::an_operator_in_the_place_of_a_text_is_refused_or_stays_a_text)
                .hasMessageContaining("POST /crash with {\"$ne\":null}: 500");
    }

    @RestController
    static class LeakyController {

        @GetMapping(path = "/v3/api-docs", produces = "application/json")
        String document() {
            return """
            {"openapi":"3.1.0","paths":{
              "/mute":{"get":{"responses":{"200":{}}}},
              "/open":{"get":{"operationId":"list_1","x-permission":["leaks:read"],"responses":{"200":{"content":
                {"application/json":{"schema":{"type":"object","properties":{
                  "plain":{"type":"string"},
                  "items":{"x-data-class":"INTERNAL","type":"array","items":
                    {"type":"object","properties":{"email":{"type":"string"}}}}}}}}}}}},
              "/closed":{"post":{"x-permission":["leaks:write"],"responses":{"204":{}}}},
              "/crash":{"post":{"x-permission":["leaks:write"],"responses":{"204":{}},
                "requestBody":{"content":{"application/json":{"schema":
                  {"type":"object","properties":{"name":{"type":"string"}}}}}}}}}}
            """;
        }

        @GetMapping("/mute")
        void mute() {}

        @GetMapping("/open")
        String open() {
            return "{}";
        }

        @PostMapping("/closed")
        ResponseEntity<String> closed() {
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }

        @PostMapping("/crash")
        ResponseEntity<String> crash(
                @RequestBody String body,
                @RequestHeader(name = "Authorization", required = false) String token) {
            return ResponseEntity.status(body.contains("$ne") ? 500 : 204).build();
        }
    }
}
