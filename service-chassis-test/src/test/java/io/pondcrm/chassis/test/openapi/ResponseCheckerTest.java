package io.pondcrm.chassis.test.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseCheckerTest {

    private static final String PARCEL = "/api/v1/parcels/parcel_1";
    private static final String JSON = "application/json";

    private final ResponseChecker checker = ResponseChecker.of(Documents.parcels().toString());

    @Test
    void an_answer_as_documented_passes() {
        assertThat(
                        checker.deviations(
                                "GET",
                                PARCEL,
                                200,
                                "application/json;charset=UTF-8",
                                "{\"id\":\"parcel_1\",\"size\":\"SMALL\",\"lines\":[{\"sku\":\"a\"}]}"))
                .isEmpty();
        assertThat(checker.deviations("POST", "/api/v1/parcels", 204, null, "")).isEmpty();
        assertThat(checker.deviations("DELETE", PARCEL, 405, null, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"id":"p","color":"red"}           | color
                    {"id":"p","lines":[{"price":1}]}   | /lines/0
                    {"size":"SMALL"}                   | id
                    {"id":7}                           | /id
                    {"id":"p","size":"HUGE"}           | /size
                    {"id":"p","weight":null}           | /weight
                    [1]                                | object
                    {                                  | no JSON
                    """)
    void a_body_that_is_not_as_documented_is_named(String body, String named) {
        assertThat(String.join(" ", checker.deviations("GET", PARCEL, 200, JSON, body)))
                .contains(named);
    }

    @Test
    void what_is_not_documented_at_all_is_named() {
        assertThat(checker.deviations("GET", "/api/v1/other", 200, JSON, "{}"))
                .isEqualTo(List.of("the operation is not documented"));
        assertThat(checker.deviations("GET", PARCEL, 202, JSON, "{}"))
                .isEqualTo(List.of("the status 202 is not documented"));
        assertThat(checker.deviations("GET", PARCEL, 200, "text/html", "<p>"))
                .isEqualTo(List.of("the media type 'text/html' is not documented for status 200"));
        assertThat(checker.deviations("POST", "/api/v1/parcels", 204, JSON, "{}"))
                .isEqualTo(List.of("a body is not documented for status 204"));
        assertThatThrownBy(() -> checker.check("GET", PARCEL, 202, JSON, "{}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET " + PARCEL);
    }
}
