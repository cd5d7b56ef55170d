package io.pondcrm.segmentation.facts;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers 409 to whoever asks what is concluded about a customer of whom nothing may be. What a
 * person decided by hand may be read on.
 */
@Component
class ProfilingGate implements HandlerInterceptor, WebMvcConfigurer, OpenApiCustomizer {

    private static final String OF_CUSTOMER = "/api/v1/customers/{id}/";
    private static final String BY_HAND = OF_CUSTOMER + "tier/overrides";

    private final Facts facts;

    ProfilingGate(Facts facts) {
        this.facts = facts;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns(OF_CUSTOMER + "**")
                .excludePathPatterns(BY_HAND + "/**")
                .order(Ordered.LOWEST_PRECEDENCE);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (customer(request).filter(facts::isStopped).isPresent()) {
            throw ProfilingProblem.PROFILING_STOPPED.exception();
        }
        return true;
    }

    private static Optional<CustomerId> customer(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                                instanceof Map<?, ?> variables
                        && variables.get("id") instanceof String id
                ? CustomerId.find(id)
                : Optional.empty();
    }

    @Override
    public void customise(OpenAPI document) {
        document.getPaths()
                .forEach((path, item) -> {
                    if (path.startsWith(OF_CUSTOMER)
                            && !path.startsWith(BY_HAND)
                            && item.getGet() != null) {
                        item.getGet().getResponses().addApiResponse("409", stopped());
                    }
                });
    }

    private static ApiResponse stopped() {
        return new ApiResponse()
                .description("profiling-stopped: the person had it stopped")
                .content(
                        new Content()
                                .addMediaType(
                                        "application/problem+json",
                                        new MediaType()
                                                .schema(
                                                        new Schema<>()
                                                                .$ref(
                                                                        "#/components/schemas/Problem"))));
    }
}
