package io.pondcrm.customer.intake;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The JSON Schema (draft 2020-12) that answers meet. Whoever defines forms writes it, so it points
 * nowhere and holds no regular expression, whose cost nobody can bound.
 */
final class AnswersSchema {

    private static final int MAX_LENGTH = 20_000;
    private static final int MAX_DEPTH = 12;
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
    private static final Set<String> NAMED = Set.of("properties", "dependentSchemas", "$defs");

    /** What stands under these is no schema. */
    private static final Set<String> DATA =
            Set.of("const", "enum", "default", "examples", "dependentRequired", "required");

    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private AnswersSchema() {}

    /** Why a schema is not taken; empty if it is. */
    static List<FieldError> faultsOf(JsonNode schema, String pointer) {
        var text = schema.toString();
        var faults = new ArrayList<FieldError>();
        if (text.length() > MAX_LENGTH) {
            faults.add(error(pointer, "schema-size", "At most 20,000 characters", "最多 20,000 个字符"));
            return faults;
        }
        collect(schema, pointer, 0, faults);
        if (!schema.path("type").asString("").equals("object")) {
            faults.add(
                    error(
                            pointer + "/type",
                            "schema-object",
                            "Answers are an object: \"type\":\"object\"",
                            "答案须为对象：\"type\":\"object\""));
        }
        if (faults.isEmpty()) {
            faults.addAll(
                    broken(
                            SCHEMAS.getSchema(
                                    SchemaLocation.of(
                                            SpecificationVersion.DRAFT_2020_12.getDialectId())),
                            text,
                            pointer));
        }
        return faults;
    }

    /**
     * What in answers is not as their schema wants it.
     *
     * @param schema one in which {@link #faultsOf} found nothing
     */
    static List<FieldError> flawsOf(String schema, JsonNode answers, String pointer) {
        return broken(SCHEMAS.getSchema(schema, InputFormat.JSON), answers.toString(), pointer);
    }

    private static void collect(JsonNode node, String pointer, int depth, List<FieldError> faults) {
        if (depth > MAX_DEPTH) {
            faults.add(error(pointer, "schema-depth", "At most 12 levels", "最多 12 层"));
            return;
        }
        for (var at = 0; node.isArray() && at < node.size(); at++) {
            collect(node.get(at), pointer + "/" + at, depth + 1, faults);
        }
        for (var member : node.properties()) {
            var below = pointer + "/" + escaped(member.getKey());
            if (REFUSED.contains(member.getKey())) {
                faults.add(
                        error(
                                below,
                                "schema-keyword",
                                "A form can do without this keyword",
                                "表单的模式不支持此关键字"));
            } else if (NAMED.contains(member.getKey())) {
                for (var named : member.getValue().properties()) {
                    collect(
                            named.getValue(),
                            below + "/" + escaped(named.getKey()),
                            depth + 1,
                            faults);
                }
            } else if (!DATA.contains(member.getKey())) {
                collect(member.getValue(), below, depth + 1, faults);
            }
        }
    }

    /**
     * Answers are personal: what is said of a flaw names the rule and the place, never the value.
     */
    private static List<FieldError> broken(
            com.networknt.schema.Schema schema, String json, String pointer) {
        return schema.validate(json, InputFormat.JSON).stream()
                .map(it ->
                        new FieldError(
                                pointer + placeOf(it),
                                "schema",
                                new Text(
                                        "Does not meet the rule \"{0}\" of the JSON Schema",
                                        "不符合 JSON Schema 的 {0} 规则"),
                                List.of(String.valueOf(it.getKeyword()))))
                .distinct()
                .toList();
    }

    /** What is missing is named by itself, not by where it is missing. */
    private static String placeOf(Error error) {
        var place = String.valueOf(error.getInstanceLocation());
        var root = place.equals("$") ? "" : place;
        return "required".equals(error.getKeyword()) && error.getProperty() != null
                ? root + "/" + escaped(error.getProperty())
                : root;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static FieldError error(String pointer, String code, String en, String zh) {
        return new FieldError(pointer, code, new Text(en, zh));
    }
}
