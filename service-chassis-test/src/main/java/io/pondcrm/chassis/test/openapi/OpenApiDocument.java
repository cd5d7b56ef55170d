package io.pondcrm.chassis.test.openapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A read OpenAPI 3.1 document. */
final class OpenApiDocument {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<String> METHODS =
            List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final Pattern TEMPLATE = Pattern.compile("\\{[^/}]+}");

    private final JsonNode root;
    private final List<Operation> operations;

    private OpenApiDocument(JsonNode root) {
        this.root = root;
        var found = new ArrayList<Operation>();
        for (var path : root.path("paths").properties()) {
            for (var method : METHODS) {
                var operation = path.getValue().path(method);
                if (!operation.isMissingNode()) {
                    found.add(
                            new Operation(
                                    method.toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    operation,
                                    parameters(path.getValue(), operation)));
                }
            }
        }
        this.operations = List.copyOf(found);
    }

    static OpenApiDocument parse(String json) {
        return new OpenApiDocument(JSON.readTree(json));
    }

    static OpenApiDocument of(JsonNode root) {
        return new OpenApiDocument(root);
    }

    /**
     * @param path with its templates, e.g. {@code /api/v1/customers/{id}}
     * @param parameters resolved, those of the path included
     */
    record Operation(String method, String path, JsonNode node, List<JsonNode> parameters) {

        /** The same for any spelling of the path's parameters. */
        String signature() {
            return method + " " + TEMPLATE.matcher(path).replaceAll("{}");
        }

        List<String> permission() {
            return node.path("x-permission").valueStream().map(JsonNode::asString).toList();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    JsonNode root() {
        return root;
    }

    List<Operation> operations() {
        return operations;
    }

    /** The operation that this request reaches; literal segments win over parameters. */
    Optional<Operation> find(String method, String path) {
        return operations.stream()
                .filter(it -> it.method().equalsIgnoreCase(method))
                .filter(it -> matches(it.path(), path))
                .min(Comparator.comparing(it -> specificity(it.path())));
    }

    boolean hasPath(String path) {
        return operations.stream().anyMatch(it -> matches(it.path(), path));
    }

    /** Follows {@code $ref} to where the schema, parameter or response is written. */
    JsonNode resolve(JsonNode node) {
        var resolved = node;
        for (var steps = 0; resolved.has("$ref") && steps < 20; steps++) {
            var reference = resolved.path("$ref").asString();
            if (!reference.startsWith("#/")) {
                throw new IllegalArgumentException("A reference out of the document: " + reference);
            }
            resolved = root.at(reference.substring(1));
        }
        return resolved;
    }

    private List<JsonNode> parameters(JsonNode path, JsonNode operation) {
        var all = new ArrayList<JsonNode>();
        path.path("parameters").forEach(it -> all.add(resolve(it)));
        operation.path("parameters").forEach(it -> all.add(resolve(it)));
        return List.copyOf(all);
    }

    private static boolean matches(String template, String path) {
        var expected = template.split("/", -1);
        var actual = path.split("/", -1);
        if (expected.length != actual.length) {
            return false;
        }
        for (var index = 0; index < expected.length; index++) {
            var literal = !TEMPLATE.matcher(expected[index]).find();
            if (literal && !expected[index].equals(actual[index])
                    || !literal && actual[index].isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static String specificity(String template) {
        return Arrays.stream(template.split("/", -1))
                .map(it -> TEMPLATE.matcher(it).find() ? "1" : "0")
                .reduce("", String::concat);
    }
}
