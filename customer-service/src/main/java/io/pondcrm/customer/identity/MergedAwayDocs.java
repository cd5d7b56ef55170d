package io.pondcrm.customer.identity;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/** Documents what {@link MergedAway} answers, at every operation on one customer. */
@Component
class MergedAwayDocs implements OperationCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        if (Stream.of(handler.getBeanType(), handler.getMethod())
                .map(it -> AnnotatedElementUtils.findMergedAnnotation(it, RequestMapping.class))
                .filter(Objects::nonNull)
                .flatMap(mapping -> Arrays.stream(mapping.path()))
                .reduce("", String::concat)
                .startsWith("/api/v1/customers/{id}")) {
            operation
                    .getResponses()
                    .addApiResponse(
                            "307",
                            new ApiResponse()
                                    .description(
                                            "The customer was merged into the one that Location"
                                                    + " leads to")
                                    .addHeaderObject(
                                            "Location", new Header().schema(new StringSchema()))
                                    .content(
                                            new Content()
                                                    .addMediaType(
                                                            "application/problem+json",
                                                            new MediaType()
                                                                    .schema(
                                                                            new Schema<>()
                                                                                    .$ref(
                                                                                            "#/components/schemas/Problem")))));
        }
        return operation;
    }
}
