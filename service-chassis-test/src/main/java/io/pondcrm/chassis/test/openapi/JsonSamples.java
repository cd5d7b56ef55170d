package io.pondcrm.chassis.test.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Small values that fit a schema as far as it says, for requests that need a body. */
final class JsonSamples {

    private static final int DEPTH = 6;

    private final OpenApiDocument document;

    JsonSamples(OpenApiDocument document) {
        this.document = document;
    }

    /** One value: examples and enums as documented, every property filled. */
    JsonNode of(JsonNode schema) {
        return of(schema, 0);
    }

    /** The value and the same with each of its texts replaced, one at a time. */
    List<JsonNode> withEachTextReplaced(JsonNode sample, JsonNode replacement) {
        var variants = new ArrayList<JsonNode>();
        replaceEach(sample.deepCopy(), replacement, sample, variants::add);
        return variants;
    }

    private static void replaceEach(
            JsonNode within, JsonNode replacement, JsonNode original, Consumer<JsonNode> found) {
        var root = within;
        collectPointers(
                "", original, pointer -> found.accept(replaced(root, pointer, replacement)));
    }

    private static void collectPointers(String at, JsonNode node, Consumer<String> found) {
        for (var property : node.properties()) {
            var pointer = at + "/" + property.getKey().replace("~", "~0").replace("/", "~1");
            if (property.getValue().isString()) {
                found.accept(pointer);
            } else {
                collectPointers(pointer, property.getValue(), found);
            }
        }
        for (var index = 0; node.isArray() && index < node.size(); index++) {
            collectPointers(at + "/" + index, node.get(index), found);
        }
    }

    private static JsonNode replaced(JsonNode root, String pointer, JsonNode replacement) {
        var copy = root.deepCopy();
        var cut = pointer.lastIndexOf('/');
        var name = pointer.substring(cut + 1).replace("~1", "/").replace("~0", "~");
        if (copy.at(pointer.substring(0, cut)) instanceof ObjectNode parent) {
            parent.set(name, replacement);
        }
        return copy;
    }

    private JsonNode of(JsonNode reference, int depth) {
        var schema = document.resolve(reference);
        var json = OpenApiDocument.JSON;
        for (var given : List.of("example", "default", "const")) {
            if (schema.has(given)) {
                return schema.path(given);
            }
        }
        if (!schema.path("enum").isEmpty()) {
            return schema.path("enum").get(0);
        }
        var type =
                schema.path("type").isArray()
                        ? schema.path("type").get(0).asString()
                        : schema.path("type").asString(schema.has("properties") ? "object" : "");
        return switch (type) {
            case "object" -> {
                var object = json.createObjectNode();
                if (depth < DEPTH) {
                    schema.path("properties")
                            .properties()
                            .forEach(it -> object.set(it.getKey(), of(it.getValue(), depth + 1)));
                }
                yield object;
            }
            case "array" -> {
                var array = json.createArrayNode();
                if (depth < DEPTH && schema.has("items")) {
                    array.add(of(schema.path("items"), depth + 1));
                }
                yield array;
            }
            case "integer", "number" ->
                    schema.has("minimum") ? schema.path("minimum") : json.readTree("1");
            case "boolean" -> json.readTree("true");
            default -> json.readTree("\"" + text(schema.path("format").asString("")) + "\"");
        };
    }

    private static String text(String format) {
        return switch (format) {
            case "date-time" -> "2026-03-01T12:00:00.000Z";
            case "date" -> "2026-03-01";
            case "email" -> "ada@example.org";
            case "uri" -> "https://example.org/";
            case "duration" -> "P1D";
            default -> "x";
        };
    }
}
