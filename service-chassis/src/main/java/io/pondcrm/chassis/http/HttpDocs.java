package io.pondcrm.chassis.http;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import java.util.Arrays;
import java.util.Set;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/** Documents the headers that stand behind this package's arguments and filter. */
class HttpDocs implements OperationCustomizer {

    private static final Set<RequestMethod> KEYED = Set.of(RequestMethod.POST, RequestMethod.PATCH);

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        if (Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == IfMatch.class)) {
            operation.addParametersItem(
                    header(
                            HttpHeaders.IF_MATCH,
                            true,
                            "The ETag of the version that you mean to change",
                            "\"7\""));
        }
        var mapping =
                AnnotatedElementUtils.findMergedAnnotation(
                        handler.getMethod(), RequestMapping.class);
        if (mapping != null && Arrays.stream(mapping.method()).anyMatch(KEYED::contains)) {
            operation.addParametersItem(
                    header(
                            IdempotencyFilter.HEADER,
                            false,
                            "Makes the request safe to repeat for 7 days: the same key and body get"
                                    + " the first answer again",
                            "\"8e03978e-40d5-43dd-bc93-6894a57f9324\""));
        }
        return operation;
    }

    private static HeaderParameter header(
            String name, boolean isRequired, String description, String example) {
        var parameter = new HeaderParameter();
        parameter
                .name(name)
                .required(isRequired)
                .description(description)
                .schema(new StringSchema())
                .example(example);
        return parameter;
    }
}
