package io.pondcrm.chassis.security;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/**
 * Writes the declared permission of each operation and the class of each property into the OpenAPI
 * document.
 */
class SecurityDocs implements OperationCustomizer, OpenApiCustomizer, ModelConverter {

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        var required = handler.getMethodAnnotation(RequiresScope.class);
        if (required != null) {
            operation.addExtension("x-permission", List.of(required.value()));
            if (!List.of(required.value()).contains(RequiresScope.PUBLIC)) {
                operation.addSecurityItem(
                        new SecurityRequirement().addList("token", List.of(required.value())));
            }
        }
        return operation;
    }

    @Override
    public void customise(OpenAPI api) {
        api.getComponents()
                .addSecuritySchemes(
                        "token",
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT"));
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        var schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        if (schema == null) {
            return null;
        }
        JavaType java = Json.mapper().constructType(type.getType());
        if (java == null || !java.getRawClass().isRecord()) {
            return schema;
        }
        var reference = schema.get$ref();
        var defined =
                reference == null
                        ? schema
                        : context.getDefinedModels()
                                .get(reference.substring(reference.lastIndexOf('/') + 1));
        if (defined != null && defined.getProperties() instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> {
                var dataClass = PersonalDataMask.of(java.getRawClass(), String.valueOf(name));
                if (dataClass != null) {
                    ((Schema<?>) property).addExtension("x-data-class", dataClass.value().name());
                }
            });
        }
        return schema;
    }
}
