package io.pondcrm.segmentation.benefit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.basics.FieldError;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersSchemaTest {

    static final String DISCOUNT =
            """
            {"type":"object","additionalProperties":false,"required":["percentOff"],"properties":
             {"percentOff":{"type":"number","exclusiveMinimum":0,"maximum":50},
              "pattern":{"enum":["ALL","FRESH"]}}}
            """;

    @Test
    void a_schema_may_name_its_parameters_as_it_likes() {
        assertThat(ParametersSchema.faults(ParametersSchema.read(DISCOUNT), "/s")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"http://localhost/x\"}}}|/s/properties/a/$ref",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"pattern\":\"(a+)+$\"}}}|/s/properties/a/pattern",
                "{\"type\":\"object\",\"anyOf\":[{},{\"patternProperties\":{}}]}|/s/anyOf/1/patternProperties",
                "{\"type\":\"object\",\"$schema\":\"http://localhost/x\"}|/s/$schema",
                "{\"type\":\"array\"}|/s/type",
                "{\"properties\":{}}|/s/type",
                "{\"type\":\"object\",\"required\":7}|/s/required",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"nothing\"}}}|/s/properties/a/type"
            })
    void what_is_no_schema_of_parameters_is_refused_at_its_place(String schema, String pointer) {
        assertThat(ParametersSchema.faults(ParametersSchema.read(schema), "/s"))
                .extracting(FieldError::pointer)
                .contains(pointer);
    }

    @Test
    void a_schema_has_a_size_and_a_depth() {
        var wide = "{\"type\":\"object\",\"title\":\"%s\"}".formatted("x".repeat(8_000));
        var deep = "{\"not\":".repeat(20) + "{}" + "}".repeat(20);

        assertThat(ParametersSchema.faults(ParametersSchema.read(wide), "/s"))
                .extracting(FieldError::code)
                .containsExactly("size");
        assertThat(ParametersSchema.faults(ParametersSchema.read(deep), "/s"))
                .extracting(FieldError::code)
                .contains("depth");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"percentOff\":0}|/p/percentOff",
                "{\"percentOff\":50.5}|/p/percentOff",
                "{\"percentOff\":\"10\"}|/p/percentOff",
                "{\"percentOff\":10,\"pattern\":\"NONE\"}|/p/pattern",
                "{}|/p",
                "{\"percentOff\":10,\"percent\":1}|/p"
            })
    void parameters_that_break_it_are_refused_at_their_place(String parameters, String pointer) {
        var faults = ParametersSchema.check(DISCOUNT, parameters, "/p");

        assertThat(faults).extracting(FieldError::pointer).containsExactly(pointer);
        assertThat(faults.getFirst().toMember(Locale.ENGLISH)).containsEntry("code", "schema");
        assertThat(faults.getFirst().toMember(Locale.SIMPLIFIED_CHINESE).toString())
                .contains("JSON Schema");
    }

    @Test
    void parameters_that_keep_it_are_taken() {
        assertThat(ParametersSchema.check(DISCOUNT, "{\"percentOff\":12.5}", "/p")).isEmpty();
    }

    @Test
    void equal_parameters_are_written_alike() {
        assertThat(
                        ParametersSchema.write(
                                ParametersSchema.read("{\"b\":1,\"a\":{\"d\":2,\"c\":3}}")))
                .isEqualTo("{\"a\":{\"c\":3,\"d\":2},\"b\":1}");
    }
}
