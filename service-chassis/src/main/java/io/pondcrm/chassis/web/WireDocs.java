package io.pondcrm.chassis.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JavaType;
import io.pondcrm.kernel.Money;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Documents types as {@link WireJson} writes them, where their Java shape says otherwise. */
class WireDocs implements ModelConverter {

    private static final String MONEY = "Money";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        JavaType java = Json.mapper().constructType(type.getType());
        if (java != null && java.getRawClass() == Money.class) {
            context.defineModel(MONEY, money());
            return new JsonSchema().$ref("#/components/schemas/" + MONEY);
        }
        var schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        if (schema != null && java != null && java.getRawClass().isRecord()) {
            allowNulls(java.getRawClass(), definition(schema, context));
        }
        return schema;
    }

    private static Schema<?> money() {
        return new JsonSchema()
                .types(Set.of("object"))
                .properties(
                        Map.of(
                                "amount",
                                new JsonSchema()
                                        .types(Set.of("string"))
                                        .description(
                                                "A decimal number, as text so that no digit is lost")
                                        .pattern("^-?\\d+(\\.\\d+)?$")
                                        .example("129.90"),
                                "currency",
                                new JsonSchema()
                                        .types(Set.of("string"))
                                        .description("ISO 4217")
                                        .pattern("^[A-Z]{3}$")
                                        .example("CNY")))
                .required(List.of("amount", "currency"));
    }

    /** Absent values are left out, except where a record says that its null is written. */
    private static void allowNulls(Class<?> type, @Nullable Schema<?> schema) {
        if (schema == null || !(schema.getProperties() instanceof Map<?, ?> properties)) {
            return;
        }
        for (var component : type.getRecordComponents()) {
            var include = component.getAccessor().getAnnotation(JsonInclude.class);
            if (include != null
                    && include.value() == JsonInclude.Include.ALWAYS
                    && component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                    && properties.get(component.getName()) instanceof Schema<?> property) {
                var types =
                        new LinkedHashSet<>(
                                Objects.requireNonNullElse(property.getTypes(), Set.of()));
                types.add("null");
                property.types(types);
            }
        }
    }

    private static @Nullable Schema<?> definition(Schema<?> schema, ModelConverterContext context) {
        var reference = schema.get$ref();
        return reference == null
                ? schema
                : context.getDefinedModels()
                        .get(reference.substring(reference.lastIndexOf('/') + 1));
    }
}
