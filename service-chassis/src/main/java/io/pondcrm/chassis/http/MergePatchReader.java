package io.pondcrm.chassis.http;

import io.pondcrm.chassis.web.ValidationErrors;
import java.util.function.Supplier;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads a body as a patch. */
class MergePatchReader extends ValueDeserializer<MergePatch<?>> {

    private final Supplier<JsonMapper> json;
    private final Supplier<ValidationErrors> validation;

    MergePatchReader(Supplier<JsonMapper> json, Supplier<ValidationErrors> validation) {
        this.json = json;
        this.validation = validation;
    }

    @Override
    public MergePatch<?> deserialize(JsonParser parser, DeserializationContext context) {
        JsonNode tree = context.readTree(parser);
        return tree instanceof ObjectNode patch
                ? new MergePatch<>(patch, json.get(), validation.get())
                : context.reportInputMismatch(MergePatch.class, "a patch is an object");
    }
}
