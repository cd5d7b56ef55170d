package io.pondcrm.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every operation, whoever wrote it: no token, a forged one, one without the scope. */
@PondTest(shared = "segmentation")
@SpringBootTest
@AutoConfigureMockMvc
@Import(Wire.class)
class SecurityContractTest {

    @Autowired MockMvcTester http;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    record Operation(HttpMethod method, String uri, List<String> scopes) {}

    @Test
    void no_operation_answers_without_its_scope() {
        var operations = operations();

        assertThat(operations).hasSizeGreaterThan(30);
        for (var operation : operations) {
            assertThat(http.method(operation.method).uri(operation.uri))
                    .as("%s without a token", operation)
                    .hasStatus(401);
            assertThat(
                            http.method(operation.method)
                                    .uri(operation.uri)
                                    .header(
                                            "Authorization",
                                            "Bearer " + TestTokens.with("customers:read")))
                    .as("%s without the scope", operation)
                    .hasStatus(403);
        }
    }

    @Test
    void no_forged_token_opens_anything() {
        var tiers = "/api/v1/tier-schemes";

        for (var forged : TestTokens.forged("scores:read")) {
            assertThat(http.get().uri(tiers).header("Authorization", "Bearer " + forged.token()))
                    .as(forged.toString())
                    .hasStatus(401);
        }
    }

    private List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        mapping.getHandlerMethods()
                .forEach((info, handler) -> {
                    if (!handler.getBeanType()
                            .getPackageName()
                            .startsWith("io.pondcrm.segmentation")) {
                        return;
                    }
                    var scope = handler.getMethodAnnotation(RequiresScope.class);
                    assertThat(scope).as(handler.toString()).isNotNull();
                    for (var method : info.getMethodsCondition().getMethods()) {
                        for (var path : info.getPatternValues()) {
                            operations.add(
                                    new Operation(
                                            method.asHttpMethod(),
                                            path.replaceAll("\\{[^}]*}", "x"),
                                            List.of(Objects.requireNonNull(scope).value())));
                        }
                    }
                });
        return operations;
    }
}
