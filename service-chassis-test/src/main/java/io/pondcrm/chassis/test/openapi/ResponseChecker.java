package io.pondcrm.chassis.test.openapi;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares answers with the OpenAPI document that promised them: what is not documented, be it an
 * operation, a status, a media type or a property, must not be answered. Safe for several threads.
 */
public final class ResponseChecker {

    // They say nothing about validity, and the validator warns of what it does not know.
    private static final Set<String> REMARKS =
            Set.of("example", "examples", "discriminator", "xml", "externalDocs", "deprecated");

    private static final String SCHEMAS = "/components/schemas";

    private final OpenApiDocument document;
    private final SchemaRegistry schemas =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final JsonNode definitions;
    private final Set<String> composed = new HashSet<>();
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

    private ResponseChecker(OpenApiDocument document) {
        this.document = document;
        collectComposed(document.root().path("components"));
        this.definitions = closed(document.root().at("/components/schemas"), SCHEMAS, false);
    }

    /** A checker for the document that a service, or the gateway, publishes. */
    public static ResponseChecker of(String openApiJson) {
        return new ResponseChecker(OpenApiDocument.parse(openApiJson));
    }

    /**
     * @param path without host and query
     * @param contentType as answered; null if there was none
     * @throws AssertionError that names each deviation by JSON pointer
     */
    public void check(
            String method, String path, int status, @Nullable String contentType, String body) {
        var deviations = deviations(method, path, status, contentType, body);
        if (!deviations.isEmpty()) {
            throw new AssertionError(
                    "%s %s answered %d, but its OpenAPI document says otherwise:%n%s"
                            .formatted(method, path, status, String.join("\n", deviations)));
        }
    }

    /** What in an answer is not as documented; empty if all is. */
    public List<String> deviations(
            String method, String path, int status, @Nullable String contentType, String body) {
        var operation = document.find(method, path);
        if (operation.isEmpty()) {
            return status == 405 && document.hasPath(path)
                    ? List.of()
                    : List.of("the operation is not documented");
        }
        if (status == 304 && body.isEmpty() && method.equals("GET")) {
            // HTTP's own answer to If-None-Match: whoever sends it knows it.
            return List.of();
        }
        var responses = operation.get().node().path("responses");
        var documented = responses.path(String.valueOf(status));
        var response =
                document.resolve(
                        documented.isMissingNode() ? responses.path("default") : documented);
        if (response.isMissingNode()) {
            return List.of("the status %d is not documented".formatted(status));
        }
        var content = response.path("content");
        if (body.isEmpty()) {
            return List.of();
        }
        if (content.isEmpty()) {
            return List.of("a body is not documented for status %d".formatted(status));
        }
        var type = mediaType(contentType);
        var media = content.has(type) ? content.path(type) : content.path("*/*");
        if (media.isMissingNode()) {
            return List.of(
                    "the media type '%s' is not documented for status %d".formatted(type, status));
        }
        return type.endsWith("json") && media.has("schema")
                ? validate(media.path("schema"), body)
                : List.of();
    }

    private List<String> validate(JsonNode schema, String body) {
        try {
            OpenApiDocument.JSON.readTree(body);
        } catch (JacksonException unreadable) {
            return List.of("the body is no JSON");
        }
        return compiled
                .computeIfAbsent(schema, this::compile)
                .validate(body, InputFormat.JSON)
                .stream()
                .map(it -> "%s: %s".formatted(pointer(it.getInstanceLocation()), it.getMessage()))
                .distinct()
                .toList();
    }

    private static String pointer(Object location) {
        var text = String.valueOf(location);
        return text.isEmpty() || text.equals("$") ? "/" : text;
    }

    private Schema compile(JsonNode schema) {
        var root = (ObjectNode) closed(schema, "", false);
        root.set("$defs", definitions);
        return schemas.getSchema(root);
    }

    private static String mediaType(@Nullable String contentType) {
        return contentType == null
                ? ""
                : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Schemas that others are composed of can't refuse what the others add. */
    private void collectComposed(JsonNode node) {
        node.path("allOf").forEach(it -> composed.add(it.path("$ref").asString("")));
        node.forEach(this::collectComposed);
    }

    /** A copy without remarks in which objects refuse properties that are not named. */
    private JsonNode closed(JsonNode node, String pointer, boolean partOfAll) {
        if (node instanceof ArrayNode array) {
            var copy = OpenApiDocument.JSON.createArrayNode();
            var all = pointer.endsWith("/allOf");
            array.forEach(it -> copy.add(closed(it, pointer + "/-", all)));
            return copy;
        }
        if (!(node instanceof ObjectNode)) {
            return node;
        }
        var copy = OpenApiDocument.JSON.createObjectNode();
        // The children of these are names of ours, not keywords.
        var names = pointer.endsWith("/properties") || pointer.endsWith("/schemas");
        for (var field : node.properties()) {
            if (!names && field.getKey().equals("$ref")) {
                copy.put(
                        "$ref",
                        field.getValue().asString().replace("#" + SCHEMAS + "/", "#/$defs/"));
            } else if (names
                    || !field.getKey().startsWith("x-") && !REMARKS.contains(field.getKey())) {
                copy.set(
                        field.getKey(),
                        closed(field.getValue(), pointer + "/" + field.getKey(), false));
            }
        }
        if (!names
                && !partOfAll
                && node.path("properties").isObject()
                && !node.has("additionalProperties")
                && !composed.contains("#" + pointer)) {
            copy.put("unevaluatedProperties", false);
        }
        return copy;
    }
}
