package io.pondcrm.segmentation.benefit;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON Schema (draft 2020-12) that a benefit carries, and the parameters checked by it. Callers
 * write these schemas, so they may not point anywhere, nor hold regular expressions, whose cost
 * nobody can bound.
 */
final class ParametersSchema {

    private static final int MAX_LENGTH = 8_000;
    private static final int MAX_DEPTH = 10;
    private static final Set<String> REFUSED =
            Set.of(
                    "$ref",
                    "$dynamicRef",
                    "$id",
                    "$anchor",
                    "$dynamicAnchor",
                    "$schema",
                    "$vocabulary",
                    "pattern",
                    "patternProperties");

    /** What stands under these is named by the author. */
    private static final Set<String> NAMES = Set.of("properties", "dependentSchemas", "$defs");

    /** What stands under these is no schema. */
    private static final Set<String> DATA =
            Set.of("const", "enum", "default", "examples", "dependentRequired", "required");

    // Equal values are equal texts, whoever sent them in whichever order.
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private ParametersSchema() {}

    static String write(Map<String, Object> tree) {
        return JSON.writeValueAsString(tree);
    }

    static Map<String, Object> read(String json) {
        return JSON.readValue(json, new TypeReference<Map<String, Object>>() {});
    }

    /** Why a schema is not taken; empty if it is. */
    static List<FieldError> faults(Map<String, Object> schema, String pointer) {
        var text = write(schema);
        var faults = new ArrayList<FieldError>();
        if (text.length() > MAX_LENGTH) {
            faults.add(
                    fault(
                            pointer,
                            "size",
                            "At most %d characters".formatted(MAX_LENGTH),
                            "最多 %d 个字符".formatted(MAX_LENGTH)));
            return faults;
        }
        var tree = JSON.readTree(text);
        collect(tree, pointer, 0, faults);
        if (!tree.path("type").isString() || !tree.path("type").asString().equals("object")) {
            faults.add(
                    fault(
                            pointer + "/type",
                            "object",
                            "Parameters are an object: \"type\":\"object\"",
                            "参数须为对象：\"type\":\"object\""));
        }
        if (faults.isEmpty()) {
            var language =
                    SCHEMAS.getSchema(
                            SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
            faults.addAll(broken(language, text, pointer));
        }
        return faults;
    }

    private static void collect(JsonNode node, String pointer, int depth, List<FieldError> faults) {
        if (depth > MAX_DEPTH) {
            faults.add(
                    fault(
                            pointer,
                            "depth",
                            "At most %d levels".formatted(MAX_DEPTH),
                            "最多 %d 层".formatted(MAX_DEPTH)));
            return;
        }
        for (var at = 0; node.isArray() && at < node.size(); at++) {
            collect(node.get(at), pointer + "/" + at, depth + 1, faults);
        }
        for (var member : node.properties()) {
            var keyword = member.getKey();
            var below = pointer + "/" + escaped(keyword);
            if (REFUSED.contains(keyword)) {
                faults.add(
                        fault(
                                below,
                                "keyword",
                                "A schema of parameters can do without this keyword",
                                "参数模式不支持此关键字"));
            } else if (NAMES.contains(keyword)) {
                for (var named : member.getValue().properties()) {
                    collect(
                            named.getValue(),
                            below + "/" + escaped(named.getKey()),
                            depth + 2,
                            faults);
                }
            } else if (!DATA.contains(keyword)) {
                collect(member.getValue(), below, depth + 1, faults);
            }
        }
    }

    /**
     * What in parameters is not as their schema wants it.
     *
     * @param schema one in which {@link #faults} found nothing
     */
    static List<FieldError> check(String schema, String parameters, String pointer) {
        if (parameters.length() > MAX_LENGTH) {
            return List.of(
                    fault(
                            pointer,
                            "size",
                            "At most %d characters".formatted(MAX_LENGTH),
                            "最多 %d 个字符".formatted(MAX_LENGTH)));
        }
        return broken(SCHEMAS.getSchema(schema, InputFormat.JSON), parameters, pointer);
    }

    private static List<FieldError> broken(Schema schema, String json, String pointer) {
        return schema.validate(json, InputFormat.JSON).stream()
                .map(it ->
                        new FieldError(
                                pointer + location(it),
                                "schema",
                                new Text("{0}", "不符合 JSON Schema 的 {1} 规则"),
                                List.of(it.getMessage(), it.getKeyword())))
                .distinct()
                .toList();
    }

    private static String location(Error error) {
        var location = String.valueOf(error.getInstanceLocation());
        return location.equals("$") ? "" : location;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static FieldError fault(String pointer, String code, String en, String zh) {
        return new FieldError(pointer, code, new Text("{0}", "{1}"), List.of(en, zh));
    }
}
