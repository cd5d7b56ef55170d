package io.pondcrm.chassis.test.openapi;

import io.pondcrm.chassis.test.openapi.OpenApiDocument.Operation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What in a new document would break a caller of the old one. Callers ignore unknown response
 * fields; services refuse unknown request fields: so a response may grow and a request may not
 * shrink.
 */
final class BreakingChanges {

    private final OpenApiDocument before;
    private final OpenApiDocument after;
    private final List<String> breaks = new ArrayList<>();
    private final Set<String> visited = new HashSet<>();

    private BreakingChanges(OpenApiDocument before, OpenApiDocument after) {
        this.before = before;
        this.after = after;
    }

    /** Each break, by operation and place; empty if every caller can stay as it is. */
    static List<String> between(OpenApiDocument before, OpenApiDocument after) {
        var changes = new BreakingChanges(before, after);
        changes.compare();
        return List.copyOf(changes.breaks);
    }

    private void compare() {
        var now =
                after.operations().stream()
                        .collect(Collectors.toMap(Operation::signature, it -> it));
        for (var old : before.operations()) {
            var current = now.get(old.signature());
            if (current == null) {
                breaks.add(old + ": the operation is gone");
            } else {
                visited.clear();
                permission(old, current);
                parameters(old, current);
                requestBody(old, current);
                responses(old, current);
            }
        }
    }

    private void permission(Operation old, Operation current) {
        if (current.permission().contains("public")) {
            return;
        }
        for (var scope : old.permission()) {
            if (!current.permission().contains(scope)) {
                breaks.add("%s: the permission %s no longer opens it".formatted(old, scope));
            }
        }
    }

    private void parameters(Operation old, Operation current) {
        var olds = byName(old);
        var currents = byName(current);
        olds.forEach((name, parameter) -> {
            var place = old + " parameter " + name;
            var now = currents.get(name);
            if (now == null) {
                breaks.add(place + " is gone");
                return;
            }
            if (now.path("required").asBoolean() && !parameter.path("required").asBoolean()) {
                breaks.add(place + " became required");
            }
            if (!Objects.equals(
                    parameter.path("schema").path("default").asString(""),
                    now.path("schema").path("default").asString(""))) {
                breaks.add(place + " has another default");
            }
            request(place, parameter.path("schema"), now.path("schema"));
        });
        currents.forEach((name, parameter) -> {
            if (!olds.containsKey(name) && parameter.path("required").asBoolean()) {
                breaks.add(old + " parameter " + name + " is new and required");
            }
        });
    }

    private static Map<String, JsonNode> byName(Operation operation) {
        var names = new HashMap<String, JsonNode>();
        for (var parameter : operation.parameters()) {
            var in = parameter.path("in").asString();
            if (!in.equals("path")) { // its name is ours alone
                names.put(in + " " + parameter.path("name").asString(), parameter);
            }
        }
        return names;
    }

    private void requestBody(Operation old, Operation current) {
        var body = before.resolve(old.node().path("requestBody"));
        var now = after.resolve(current.node().path("requestBody"));
        if (now.path("required").asBoolean() && !body.path("required").asBoolean()) {
            breaks.add(old + ": a request body became required");
        }
        for (var media : body.path("content").properties()) {
            var currentMedia = now.path("content").path(media.getKey());
            if (currentMedia.isMissingNode()) {
                breaks.add("%s: %s is no longer taken".formatted(old, media.getKey()));
            } else {
                request(
                        old + " request ",
                        media.getValue().path("schema"),
                        currentMedia.path("schema"));
            }
        }
    }

    private void responses(Operation old, Operation current) {
        for (var response : old.node().path("responses").properties()) {
            var status = response.getKey();
            if (!status.startsWith("2")) {
                continue; // an error less breaks nobody
            }
            var was = before.resolve(response.getValue());
            var now = after.resolve(current.node().path("responses").path(status));
            if (now.isMissingNode()) {
                breaks.add("%s: the status %s is gone".formatted(old, status));
                continue;
            }
            for (var header : was.path("headers").propertyNames()) {
                if (!now.path("headers").has(header)) {
                    breaks.add("%s: the response header %s is gone".formatted(old, header));
                }
            }
            for (var media : was.path("content").properties()) {
                var currentMedia = now.path("content").path(media.getKey());
                if (currentMedia.isMissingNode()) {
                    breaks.add("%s: %s is no longer answered".formatted(old, media.getKey()));
                } else {
                    response(
                            "%s response %s ".formatted(old, status),
                            media.getValue().path("schema"),
                            currentMedia.path("schema"));
                }
            }
        }
    }

    private void request(String place, JsonNode oldSchema, JsonNode newSchema) {
        if (!visited.add(place)) {
            return;
        }
        var was = before.resolve(oldSchema);
        var now = after.resolve(newSchema);
        type(place, was, now);
        var refused = values(was, "enum");
        refused.removeAll(values(now, "enum"));
        if (now.has("enum") && (!was.has("enum") || !refused.isEmpty())) {
            breaks.add(
                    "%s no longer takes %s"
                            .formatted(place, was.has("enum") ? refused : "any value"));
        }
        if (now.has("pattern") && !now.path("pattern").equals(was.path("pattern"))) {
            breaks.add(place + " must match another pattern");
        }
        for (var limit : List.of("maxLength", "maximum", "maxItems", "exclusiveMaximum")) {
            limit(place, limit, was, now, (old, current) -> current.compareTo(old) < 0);
        }
        for (var limit : List.of("minLength", "minimum", "minItems", "exclusiveMinimum")) {
            limit(place, limit, was, now, (old, current) -> current.compareTo(old) > 0);
        }
        var needed = values(now, "required");
        needed.removeAll(values(was, "required"));
        for (var name : needed) {
            breaks.add(
                    "%s/%s %s"
                            .formatted(
                                    place,
                                    name,
                                    was.path("properties").has(name)
                                            ? "became required"
                                            : "is new and required"));
        }
        for (var property : was.path("properties").properties()) {
            var current = now.path("properties").path(property.getKey());
            if (current.isMissingNode()) {
                breaks.add("%s/%s is no longer taken".formatted(place, property.getKey()));
            } else {
                request(place + "/" + property.getKey(), property.getValue(), current);
            }
        }
        if (was.has("items") && now.has("items") && depth(place)) {
            request(place + "/-", was.path("items"), now.path("items"));
        }
    }

    private void response(String place, JsonNode oldSchema, JsonNode newSchema) {
        if (!visited.add(place)) {
            return;
        }
        var was = before.resolve(oldSchema);
        var now = after.resolve(newSchema);
        type(place, was, now);
        var added = values(now, "enum");
        added.removeAll(values(was, "enum"));
        if (was.has("enum") && (!now.has("enum") || !added.isEmpty())) {
            breaks.add("%s may now be %s".formatted(place, now.has("enum") ? added : "anything"));
        }
        var certain = values(was, "required");
        certain.removeAll(values(now, "required"));
        for (var name : certain) {
            if (now.path("properties").has(name)) {
                breaks.add("%s/%s may now be absent".formatted(place, name));
            }
        }
        for (var property : was.path("properties").properties()) {
            var where = place + "/" + property.getKey();
            var current = now.path("properties").path(property.getKey());
            if (current.isMissingNode()) {
                breaks.add(where + " is gone");
                continue;
            }
            if (current.path("x-data-class").asString("").equals("PERSONAL")
                    && !property.getValue().path("x-data-class").asString("").equals("PERSONAL")) {
                breaks.add(where + " is now masked");
            }
            response(where, property.getValue(), current);
        }
        if (was.has("items") && now.has("items") && depth(place)) {
            response(place + "/-", was.path("items"), now.path("items"));
        }
        if (was.path("additionalProperties").isObject()
                && now.path("additionalProperties").isObject()
                && depth(place)) {
            response(
                    place + "/*",
                    was.path("additionalProperties"),
                    now.path("additionalProperties"));
        }
    }

    /** Schemas may contain themselves. */
    private static boolean depth(String place) {
        return place.chars().filter(it -> it == '/').count() < 24;
    }

    private void type(String place, JsonNode was, JsonNode now) {
        if (!types(was).equals(types(now))) {
            breaks.add("%s is %s instead of %s".formatted(place, types(now), types(was)));
        }
        if (!was.path("format").asString("").equals(now.path("format").asString(""))) {
            breaks.add(place + " has another format");
        }
    }

    private void limit(
            String place,
            String keyword,
            JsonNode was,
            JsonNode now,
            BiPredicate<BigDecimal, BigDecimal> tighter) {
        if (now.has(keyword)
                && (!was.has(keyword)
                        || tighter.test(
                                was.path(keyword).decimalValue(),
                                now.path(keyword).decimalValue()))) {
            breaks.add("%s has a tighter %s".formatted(place, keyword));
        }
    }

    private static Set<String> types(JsonNode schema) {
        return schema.path("type").isArray()
                ? values(schema, "type")
                : new LinkedHashSet<>(Set.of(schema.path("type").asString("any")));
    }

    private static Set<String> values(JsonNode schema, String keyword) {
        return schema.path(keyword)
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
