package io.pondcrm.chassis.test.openapi;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/**
 * Imported by a service's test, it passes each answer to a MockMvc request below {@code /api}
 * through a {@link ResponseChecker} for the service's own document.
 */
@TestConfiguration(proxyBeanMethods = false)
public class EveryResponseIsDocumented {

    private final AtomicReference<ResponseChecker> checker = new AtomicReference<>();

    @Bean
    MockMvcBuilderCustomizer everyResponseIsDocumented(WebApplicationContext service) {
        return mockMvc -> mockMvc.alwaysDo(result -> check(service, result));
    }

    private void check(WebApplicationContext service, MvcResult result) throws Exception {
        var request = result.getRequest();
        var path = Objects.requireNonNull(request.getRequestURI());
        if (!path.startsWith("/api/") || result.getRequest().isAsyncStarted()) {
            return;
        }
        var response = result.getResponse();
        checker(service)
                .check(
                        Objects.requireNonNull(request.getMethod()),
                        path,
                        response.getStatus(),
                        response.getContentType(),
                        new String(response.getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    private ResponseChecker checker(WebApplicationContext service) throws Exception {
        var known = checker.get();
        if (known == null) {
            var document =
                    MockMvcBuilders.webAppContextSetup(service)
                            .build()
                            .perform(MockMvcRequestBuilders.get("/v3/api-docs"))
                            .andReturn()
                            .getResponse()
                            .getContentAsByteArray();
            known = ResponseChecker.of(new String(document, StandardCharsets.UTF_8));
            checker.set(known);
        }
        return known;
    }
}
