package io.pondcrm.chassis.test.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class BreakingChangesTest {

    /**
     * @param at JSON pointer of what is changed
     * @param to the new value; empty removes it; {@code +x} adds to a list
     */
    record Change(String name, String at, String to) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String GET = "/paths/~1api~1v1~1parcels~1{id}/get";
    private static final String POST = "/paths/~1api~1v1~1parcels/post";
    private static final String NEW = "/components/schemas/NewParcel";
    private static final String VIEW = "/components/schemas/Parcel";

    static List<Change> breaks() {
        return List.of(
                new Change("operation removed", GET, ""),
                new Change("operation renamed", "/paths/~1api~1v1~1parcels", ""),
                new Change("success status removed", POST + "/responses/201", ""),
                new Change(
                        "response media type removed",
                        GET + "/responses/200/content/application~1json",
                        ""),
                new Change("response header removed", POST + "/responses/201/headers/ETag", ""),
                new Change("response property removed", VIEW + "/properties/recipient", ""),
                new Change(
                        "nested response property removed",
                        "/components/schemas/Line/properties/sku",
                        ""),
                new Change(
                        "response property of another type",
                        VIEW + "/properties/weight",
                        "{\"type\":\"string\"}"),
                new Change(
                        "response property of another format",
                        VIEW + "/properties/sentAt/format",
                        "\"date\""),
                new Change(
                        "response property may be null",
                        VIEW + "/properties/weight/type",
                        "[\"integer\",\"null\"]"),
                new Change("response property may be absent", VIEW + "/required/0", ""),
                new Change("response enum value added", VIEW + "/properties/size/enum", "+HUGE"),
                new Change(
                        "response property masked",
                        VIEW + "/properties/weight/x-data-class",
                        "\"PERSONAL\""),
                new Change("new required request property", NEW + "/required", "+insurance"),
                new Change("request property became required", NEW + "/required", "+note"),
                new Change("request property removed", NEW + "/properties/note", ""),
                new Change(
                        "request property of another type",
                        NEW + "/properties/note/type",
                        "\"integer\""),
                new Change("request enum value removed", NEW + "/properties/size/enum/0", ""),
                new Change("request enum introduced", NEW + "/properties/note/enum", "[\"A\"]"),
                new Change(
                        "request maximum length lowered", NEW + "/properties/note/maxLength", "10"),
                new Change(
                        "request minimum length introduced",
                        NEW + "/properties/note/minLength",
                        "2"),
                new Change("request maximum lowered", NEW + "/properties/weight/maximum", "5"),
                new Change("request minimum raised", NEW + "/properties/weight/minimum", "3"),
                new Change(
                        "request pattern introduced",
                        NEW + "/properties/note/pattern",
                        "\"[a-z]+\""),
                new Change("request list shortened", NEW + "/properties/lines/maxItems", "3"),
                new Change(
                        "request media type removed",
                        POST + "/requestBody/content/application~1json",
                        ""),
                new Change("parameter removed", GET + "/parameters/1", ""),
                new Change("parameter became required", GET + "/parameters/1/required", "true"),
                new Change(
                        "parameter of another type",
                        GET + "/parameters/1/schema/type",
                        "\"integer\""),
                new Change(
                        "parameter has another default",
                        GET + "/parameters/1/schema/default",
                        "\"b\""),
                new Change("permission changed", GET + "/x-permission/0", "\"parcels:admin\""));
    }

    static List<Change> harmless() {
        return List.of(
                new Change(
                        "response property added",
                        VIEW + "/properties/color",
                        "{\"type\":\"string\"}"),
                new Change(
                        "optional request property added",
                        NEW + "/properties/color",
                        "{\"type\":\"string\"}"),
                new Change("request enum value added", NEW + "/properties/size/enum", "+HUGE"),
                new Change("response enum value removed", VIEW + "/properties/size/enum/0", ""),
                new Change("request maximum raised", NEW + "/properties/weight/maximum", "500"),
                new Change("request property no longer required", NEW + "/required/0", ""),
                new Change("response property always there", VIEW + "/required", "+weight"),
                new Change(
                        "another permission opens it too", GET + "/x-permission", "+parcels:admin"),
                new Change("error status removed", GET + "/responses/404", ""),
                new Change(
                        "operation added",
                        "/paths/~1api~1v1~1other",
                        "{\"get\":{\"responses\":{}}}"),
                new Change("words changed", GET + "/summary", "\"Read it\""));
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void a_planted_break_is_caught(Change change) {
        assertThat(BreakingChanges.between(document(), changed(change))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void what_breaks_nobody_is_let_through(Change change) {
        assertThat(BreakingChanges.between(document(), changed(change))).isEmpty();
    }

    @Test
    void nothing_changed_breaks_nothing() {
        assertThat(BreakingChanges.between(document(), document())).isEmpty();
    }

    private static OpenApiDocument changed(Change change) {
        var root = Documents.parcels();
        var cut = change.at().lastIndexOf('/');
        var parent = root.at(change.at().substring(0, cut));
        var name = change.at().substring(cut + 1).replace("~1", "/");
        if (change.to().startsWith("+")) {
            ((ArrayNode) root.at(change.at())).add(change.to().substring(1));
        } else if (parent instanceof ArrayNode array) {
            if (change.to().isEmpty()) {
                array.remove(Integer.parseInt(name));
            } else {
                array.set(Integer.parseInt(name), OpenApiDocument.JSON.readTree(change.to()));
            }
        } else if (change.to().isEmpty()) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, OpenApiDocument.JSON.readTree(change.to()));
        }
        return OpenApiDocument.of(root);
    }

    private static OpenApiDocument document() {
        return OpenApiDocument.of(Documents.parcels());
    }
}
