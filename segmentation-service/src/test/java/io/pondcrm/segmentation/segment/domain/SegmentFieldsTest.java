package io.pondcrm.segmentation.segment.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.ADA;
import static io.pondcrm.segmentation.segment.domain.Generated.NOW;
import static io.pondcrm.segmentation.segment.domain.Generated.comparison;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.filter.FieldCatalog;
import io.pondcrm.segmentation.facts.domain.ConsentState;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SegmentFieldsTest {

    static final FieldCatalog CATALOG =
            SegmentFields.catalog(Currency.getInstance("CNY"), Generated.ATTRIBUTES);

    /** Calendar months, leap days, fixed spans, odd seconds. */
    static final List<String> WINDOWS =
            List.of("P30D", "P90D", "P1M", "P3M", "P1Y", "P2W", "PT36H", "P1M2DT3H4M5S", "P365D");

    static final Duration A_YEAR = Duration.ofDays(400);

    @Test
    void every_declared_field_can_be_asked_of_a_customer_of_whom_nothing_is_known() {
        var nobody = new SegmentSubject(CustomerFacts.nothingAbout(ADA), NOW, "CNY", _ -> null);

        for (var field : CATALOG.names()) {
            var held = nobody.field(field);
            assertThat(
                            held == null
                                    || held instanceof Collection<?> set && set.isEmpty()
                                    || held instanceof BigDecimal none && none.signum() == 0)
                    .as(field)
                    .isTrue();
        }
    }

    @Test
    void every_declared_field_has_a_name_in_both_languages() {
        for (var field : CATALOG.names()) {
            var asked = Generated.read(comparison(field, "exists", true));

            assertThat(SegmentFields.wording(Locale.CHINA).of(asked))
                    .as(field)
                    .matches(".*\\p{IsHan}.*有值");
            assertThat(SegmentFields.wording(Locale.ENGLISH).of(asked)).endsWith(" is known");
        }
    }

    @Test
    void an_attribute_that_is_not_declared_can_not_be_asked_for() {
        assertThat(CATALOG.findType("attributes.assets")).contains(FieldCatalog.Type.NUMBER);
        assertThat(CATALOG.findType("attributes.shoeSize")).isEmpty();
        assertThat(CATALOG.findType("attributes.")).isEmpty();
    }

    /** Every field with every operator of its type. */
    @Test
    void every_operator_of_every_field_equals_a_brute_force_evaluator() {
        var customers = customers(23, 60);
        var asked = new TreeMap<String, Outcomes>();
        for (var field : CATALOG.names()) {
            for (var operator : CATALOG.findType(field).orElseThrow().operators()) {
                var values = new TreeSet<String>();
                for (var customer : customers) {
                    values.addAll(asText(PlainPredicate.held(customer, field)));
                }
                var choices = some(values, field);
                for (var at = 0; at < choices.size(); at++) {
                    var value = choices.get(at);
                    var several = choices.subList(at, Math.min(choices.size(), at + 1 + at % 3));
                    var tree =
                            comparison(
                                    field,
                                    operator.wireName(),
                                    switch (operator) {
                                        case EXISTS -> value.length() % 2 == 0;
                                        case EQ, NE -> written(value, field);
                                        case IN -> several;
                                        case STARTS_WITH -> value.substring(0, 1);
                                        default -> value;
                                    });
                    check(tree, customers, asked, operator.wireName());
                }
            }
        }
        assertThat(asked).hasSize(10);
        assertThat(asked.values()).allMatch(it -> it.held > 50 && it.failed > 50);
        assertThat(customers.stream().flatMap(it -> it.facts().consents().values().stream()))
                .extracting(ConsentState::granted)
                .contains(true, false);
        var told = new ArrayList<>(CATALOG.names());
        told.removeIf(it -> !it.startsWith("attributes."));
        told.addAll(List.of("kind", "region", "gender", "ageBand", "birthday", "locale"));
        for (var field : told) {
            assertThat(customers.stream().map(it -> PlainPredicate.held(it, field)).distinct())
                    .as(field)
                    .hasSizeGreaterThan(2);
        }
    }

    @Test
    void every_operator_over_events_in_windows_equals_a_brute_force_evaluator() {
        var generated = new Generated(41);
        var customers = customers(42, 80);
        var asked = new TreeMap<String, Outcomes>();
        for (var round = 0; round < 1_500; round++) {
            var tree = generated.aggregate(WINDOWS);
            var kind = tree.containsKey("count") ? "count " : "sum ";
            check(tree, customers, asked, kind + tree.get("op"));
        }
        assertThat(asked.keySet())
                .containsAll(Generated.NUMBER_OPERATORS.stream().map(it -> "count " + it).toList())
                .containsAll(Generated.NUMBER_OPERATORS.stream().map(it -> "sum " + it).toList());
        assertThat(asked.values()).allMatch(it -> it.held > 100 && it.failed > 100);
    }

    /** Bought tea at least twice in 90 days: one receipt of tea and cups, one of tea. */
    @Test
    void purchases_of_a_category_are_counted_by_themselves() {
        var facts =
                Fixtures.facts(
                        ADA,
                        bought("1", 10, "cups", "tea"),
                        bought("2", 20, "tea"),
                        bought("3", 30, "cups"),
                        bought("4", 90, "tea"));
        var ada = new SegmentSubject(facts, NOW, "CNY", _ -> null);

        assertThat(Generated.read(ofTea(2)).matches(ada)).isTrue();
        assertThat(Generated.read(ofTea(3)).matches(ada)).isFalse();
    }

    private static Map<String, Object> ofTea(int atLeast) {
        return Map.of(
                "count",
                "purchases",
                "window",
                "P90D",
                "where",
                comparison("categories", "contains", "tea"),
                "op",
                "gte",
                "value",
                atLeast);
    }

    private static Purchase bought(String id, int daysAgo, String... categories) {
        return new Purchase(
                id,
                1,
                Purchase.Kind.SALE,
                NOW.minus(Duration.ofDays(daysAgo)),
                BigDecimal.TEN,
                "CNY",
                "STORE",
                List.of(categories),
                null);
    }

    @Test
    void any_combination_at_any_moment_equals_a_brute_force_evaluator() {
        var generated = new Generated(43);
        var customers = customers(44, 40);
        var asked = new TreeMap<String, Outcomes>();
        for (var round = 0; round < 2_000; round++) {
            var tree =
                    generated.predicate(
                            3,
                            () ->
                                    generated.any(List.of(true, true, false))
                                            ? generated.aggregate(WINDOWS)
                                            : generated.ageing());
            var at = NOW.plus(Duration.ofHours(generated.any(List.of(-9_000, -700, 0, 5, 4_000))));
            check(tree, customers.stream().map(it -> at(it, at)).toList(), asked, "any");
        }
        assertThat(asked.values()).allMatch(it -> it.held > 10_000 && it.failed > 10_000);
    }

    private static final class Outcomes {
        int held;
        int failed;
    }

    private static void check(
            Map<String, Object> tree,
            List<SegmentSubject> customers,
            Map<String, Outcomes> asked,
            String what) {
        var filter = Generated.read(tree);
        var readAgain = Generated.read(filter.toTree());
        assertThat(readAgain).isEqualTo(filter);
        var outcomes = asked.computeIfAbsent(what, _ -> new Outcomes());
        for (var customer : customers) {
            var expected = PlainPredicate.matches(tree, customer);
            if (filter.matches(customer) != expected
                    || filter.explain(customer).matches() != expected) {
                throw new AssertionError(
                        "%s should be %s at %s for %s"
                                .formatted(
                                        tree,
                                        expected,
                                        customer.at(),
                                        customer.facts().purchases()));
            }
            if (expected) {
                outcomes.held++;
            } else {
                outcomes.failed++;
            }
        }
    }

    private static List<SegmentSubject> customers(long seed, int count) {
        var generated = new Generated(seed);
        var customers = new ArrayList<SegmentSubject>();
        for (var number = 0; number < count; number++) {
            customers.add(generated.customer(number, 12, A_YEAR, Duration.ofDays(20)));
        }
        return customers;
    }

    static SegmentSubject at(SegmentSubject customer, Instant at) {
        return new SegmentSubject(
                customer.facts(),
                at,
                customer.currency(),
                customer.attributes(),
                customer.scores());
    }

    /** Only {@code true} and {@code false} themselves are compared with what is one of both. */
    private static Object written(String value, String field) {
        return CATALOG.findType(field).orElseThrow() == FieldCatalog.Type.BOOLEAN
                ? Boolean.valueOf(value)
                : value;
    }

    private static List<String> asText(@Nullable Object held) {
        return switch (held) {
            case null -> List.of();
            case Collection<?> set -> set.stream().map(Object::toString).toList();
            case BigDecimal number -> List.of(number.toPlainString());
            default -> List.of(held.toString());
        };
    }

    /** A few of the values that occur, and one that does not. */
    private static List<String> some(TreeSet<String> values, String field) {
        var chosen = new ArrayList<>(values.stream().limit(6).toList());
        chosen.add(
                switch (CATALOG.findType(field).orElseThrow()) {
                    case NUMBER, MONEY -> "7.5";
                    case INSTANT -> NOW.toString();
                    case DATE -> "2026-02-28";
                    case BOOLEAN -> "false";
                    default -> "none such";
                });
        return chosen;
    }
}
