package io.pondcrm.customer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.copies.Copy;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Set<String> COPIED = Set.of("region", "tags", "purchases");

    private static final Copy TRUTH =
            Copy.about("cus_ada")
                    .version("profile", 7)
                    .field("region", "CN-SH")
                    .field("tags", Set.of("a", "b"))
                    .field("gender", "FEMALE")
                    .items("purchases", Map.of("trx_1", List.of("SALE"), "trx_2", List.of("SALE")))
                    .copy();

    @Test
    void what_a_service_does_not_copy_it_need_not_have() {
        assertThat(Comparison.of(TRUTH, COPIED, TRUTH.only(COPIED))).isEmpty();
        assertThat(Comparison.of(TRUTH, Set.of("birthday"), null)).isEmpty();
    }

    @Test
    void names_what_is_missing_what_differs_and_what_is_there_for_nobody() {
        var other =
                Copy.about("cus_ada")
                        .version("profile", 8)
                        .field("region", "CN-BJ")
                        .field("tags", List.of())
                        .items(
                                "purchases",
                                Map.of("trx_2", List.of("REFUND"), "trx_3", List.of("SALE")))
                        .copy();

        assertThat(Comparison.of(TRUTH, COPIED, other))
                .hasValue(
                        new Comparison(
                                DriftKind.DIFFERENT,
                                List.of("profileVersion", "purchases", "region", "tags"),
                                Set.of("trx_1", "trx_2"),
                                Set.of("trx_3")));
        assertThat(Comparison.of(TRUTH, COPIED, null).orElseThrow().kind())
                .isEqualTo(DriftKind.MISSING);
        assertThat(Comparison.of(null, COPIED, other).orElseThrow().kind())
                .isEqualTo(DriftKind.EXTRA);
        assertThat(Comparison.of(null, COPIED, null)).isEmpty();
    }

    @Test
    void an_older_version_that_says_the_same_is_no_difference() {
        var older =
                new Copy("cus_ada", Map.of("profile", 3L), TRUTH.fields(), TRUTH.items())
                        .only(COPIED);

        assertThat(Comparison.of(TRUTH, COPIED, older)).isEmpty();
    }

    @Test
    void equal_values_have_equal_digests_however_they_are_kept() {
        var moment = Instant.parse("2026-03-01T12:00:00.123456Z");
        assertThat(one(List.of("a", moment, new java.math.BigDecimal("1.50"))))
                .isEqualTo(
                        one(
                                List.of(
                                        "a",
                                        Instant.ofEpochMilli(moment.toEpochMilli()),
                                        new java.math.BigDecimal("1.5"))));
        assertThat(one(Set.of("a", "b"))).isEqualTo(one(Set.of("b", "a")));
        assertThat(one(List.of("a", "b"))).isNotEqualTo(one(List.of("b", "a")));
        assertThat(one(Arrays.asList("a", null, "b"))).isNotEqualTo(one(List.of("a", "b")));
        assertThat(one(false)).isEqualTo(one("")).isEqualTo(one(Map.of()));
    }

    private static Map<String, String> one(Object value) {
        return Copy.about("cus_ada").field("it", value).copy().fields();
    }

    @Test
    void who_is_not_known_to_have_heard_has_not() {
        var told = Map.of("a-0", 5L, "a-1", 0L);
        assertThat(answer(Map.of("a-0", 5L)).hasHeard(told)).isTrue();
        assertThat(answer(Map.of("a-0", 4L)).hasHeard(told)).isFalse();
        assertThat(answer(Map.of()).hasHeard(told)).isFalse();
        assertThat(answer(Map.of("a-0", 5L)).hasHeard(Map.of())).isFalse();
    }

    private static Answer answer(Map<String, Long> heard) {
        return new Answer("churn-service", List.of(), List.of(), null, heard, Map.of());
    }
}
