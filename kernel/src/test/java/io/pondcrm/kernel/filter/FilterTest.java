package io.pondcrm.kernel.filter;

import static io.pondcrm.kernel.filter.Filter.Operator.CONTAINS;
import static io.pondcrm.kernel.filter.Filter.Operator.EQ;
import static io.pondcrm.kernel.filter.Filter.Operator.GTE;
import static io.pondcrm.kernel.filter.Filter.Operator.LT;
import static io.pondcrm.kernel.filter.Filter.Operator.LTE;
import static io.pondcrm.kernel.filter.Filter.Operator.NE;
import static io.pondcrm.kernel.filter.Filter.Operator.STARTS_WITH;
import static io.pondcrm.kernel.filter.Filter.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.filter.Parsing.Code;
import io.pondcrm.kernel.filter.Parsing.Fault;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

    static final FieldCatalog FIELDS =
            FieldCatalog.empty()
                    .text("tier", "city")
                    .number("orders")
                    .money(Currency.getInstance("CNY"), "spend")
                    .date("birthday")
                    .instant("createdAt")
                    .bool("active")
                    .textSet("tags");

    static final Map<String, Object> ADA =
            Map.of(
                    "tier",
                    "GOLD",
                    "orders",
                    12,
                    "spend",
                    new BigDecimal("1200.50"),
                    "birthday",
                    LocalDate.parse("1990-12-10"),
                    "createdAt",
                    Instant.parse("2026-03-01T12:00:00Z"),
                    "active",
                    true,
                    "tags",
                    Set.of("vip", "wechat"));

    @Test
    void a_filter_reads_from_a_tree_and_back() {
        var tree =
                Map.of(
                        "all",
                        List.of(
                                clause("tier", "in", List.of("GOLD", "SILVER")),
                                Map.of(
                                        "any",
                                        List.of(
                                                clause("spend", "gte", "1000.00"),
                                                clause("orders", "gt", 10),
                                                clause("birthday", "lt", "2000-01-01"))),
                                Map.of("not", clause("tags", "contains", "blocked")),
                                clause("createdAt", "gte", "2026-01-01T08:00:00+08:00"),
                                clause("active", "eq", true),
                                clause("city", "exists", false)));

        var filter = valid(tree);

        assertThat(filter.matches(ADA::get)).isTrue();
        assertThat(valid(filter.toTree())).isEqualTo(filter);
        assertThat(filter)
                .isEqualTo(
                        new Filter.All(
                                List.of(
                                        new Filter.In("tier", List.of("GOLD", "SILVER")),
                                        new Filter.Any(
                                                List.of(
                                                        where("spend", GTE, 1000),
                                                        where("orders", Filter.Operator.GT, 10),
                                                        where(
                                                                "birthday",
                                                                LT,
                                                                LocalDate.parse("2000-01-01")))),
                                        new Filter.Not(where("tags", CONTAINS, "blocked")),
                                        where(
                                                "createdAt",
                                                GTE,
                                                Instant.parse("2026-01-01T00:00:00Z")),
                                        where("active", EQ, true),
                                        new Filter.Exists("city", false))));
    }

    @Test
    void money_may_come_as_the_house_writes_it_but_only_in_the_stated_currency() {
        assertThat(valid(clause("spend", "gt", Map.of("amount", "5.00", "currency", "CNY"))))
                .isEqualTo(where("spend", Filter.Operator.GT, 5));
        assertThat(faults(clause("spend", "gt", Map.of("amount", "5.00", "currency", "EUR"))))
                .containsExactly(new Fault("/value/currency", Code.CURRENCY_MISMATCH));
    }

    @Test
    void each_fault_has_its_place_and_its_kind() {
        var tree =
                Map.of(
                        "all",
                        List.of(
                                clause("$where", "eq", "1"),
                                clause("tier", "$ne", "1"),
                                clause("tier", "gt", "1"),
                                clause("tier", "eq", Map.of("$ne", "1")),
                                clause("orders", "eq", List.of(1)),
                                clause("orders", "eq", "twelve"),
                                clause("orders", "eq", new BigDecimal("1E-31")),
                                clause("birthday", "eq", "2026-02-30"),
                                clause("createdAt", "eq", "2026-02-03T00:00:00.0001Z"),
                                clause("active", "eq", "true"),
                                clause("tags", "in", List.of()),
                                clause("tier", "eq", "x".repeat(257)),
                                clause("tier", "startsWith", "a\0b"),
                                clause("tier", "eq", "\ud83d"),
                                Map.of("any", List.of()),
                                Map.of("not", clause("city", "exists", true), "a/b", 1),
                                Map.of("field", "city", "op", "eq"),
                                "tier"));

        assertThat(faults(tree))
                .containsExactly(
                        new Fault("/all/0/field", Code.UNKNOWN_FIELD),
                        new Fault("/all/1/op", Code.UNKNOWN_OPERATOR),
                        new Fault("/all/2/op", Code.OPERATOR_NOT_ALLOWED),
                        new Fault("/all/3/value", Code.TEXT_EXPECTED),
                        new Fault("/all/4/value", Code.NUMBER_EXPECTED),
                        new Fault("/all/5/value", Code.NUMBER_EXPECTED),
                        new Fault("/all/6/value", Code.NUMBER_OUT_OF_RANGE),
                        new Fault("/all/7/value", Code.DATE_EXPECTED),
                        new Fault("/all/8/value", Code.INSTANT_EXPECTED),
                        new Fault("/all/9/value", Code.BOOLEAN_EXPECTED),
                        new Fault("/all/10/value", Code.EMPTY_LIST),
                        new Fault("/all/11/value", Code.TEXT_TOO_LONG),
                        new Fault("/all/12/value", Code.TEXT_NOT_VALID),
                        new Fault("/all/13/value", Code.TEXT_NOT_VALID),
                        new Fault("/all/14/any", Code.EMPTY_LIST),
                        new Fault("/all/15/a~1b", Code.UNKNOWN_MEMBER),
                        new Fault("/all/16/value", Code.VALUE_MISSING),
                        new Fault("/all/17", Code.CLAUSE_EXPECTED));
        assertThat(Code.OPERATOR_NOT_ALLOWED.wireName()).isEqualTo("operator-not-allowed");
    }

    @Test
    void a_filter_is_neither_deep_nor_long_without_end() {
        Object eightDeep = clause("tier", "eq", "GOLD");
        for (var depth = 1; depth < 8; depth++) {
            eightDeep = Map.of("not", eightDeep);
        }
        var nine = Map.of("not", eightDeep);

        assertThat(valid(eightDeep).matches(ADA::get)).isFalse();
        assertThat(faults(nine)).extracting(Fault::code).containsExactly(Code.TOO_DEEP);

        var hundred = Collections.nCopies(99, clause("tier", "eq", "GOLD"));
        assertThat(valid(Map.of("all", hundred)).matches(ADA::get)).isTrue();
        var more = new ArrayList<Object>(hundred);
        more.addAll(hundred);
        assertThat(faults(Map.of("all", more)))
                .extracting(Fault::code)
                .containsExactly(Code.TOO_MANY_CLAUSES);

        assertThat(faults(clause("tier", "in", Collections.nCopies(1_001, "GOLD"))))
                .containsExactly(new Fault("/value", Code.TOO_MANY_VALUES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "NaN", "-Infinity", "0x10", "", "1_000"})
    void a_number_that_is_none_is_refused_at_once(String number) {
        assertThat(faults(clause("orders", "eq", number)))
                .extracting(Fault::code)
                .containsAnyOf(Code.NUMBER_EXPECTED, Code.NUMBER_OUT_OF_RANGE);
    }

    @Test
    void nothing_fails_every_comparison_but_those_that_ask_for_it() {
        var nobody = new HashMap<String, Object>();

        assertThat(where("orders", LTE, 5).matches(nobody::get)).isFalse();
        assertThat(where("orders", EQ, 5).matches(nobody::get)).isFalse();
        assertThat(where("orders", NE, 5).matches(nobody::get)).isTrue();
        assertThat(new Filter.In("orders", List.of(5)).matches(nobody::get)).isFalse();
        assertThat(new Filter.Not(where("orders", LTE, 5)).matches(nobody::get)).isTrue();
        assertThat(new Filter.Exists("orders", false).matches(nobody::get)).isTrue();
        nobody.put("tags", List.of());
        assertThat(new Filter.Exists("tags", true).matches(nobody::get)).isFalse();
        assertThat(Filter.everything().matches(nobody::get)).isTrue();
    }

    @Test
    void numbers_are_equal_when_they_mean_the_same() {
        assertThat(where("spend", EQ, new BigDecimal("1200.5000")).matches(ADA::get)).isTrue();
        assertThat(where("orders", EQ, new BigDecimal("12.0")).matches(ADA::get)).isTrue();
        assertThat(where("orders", EQ, new BigDecimal("1.2E+1")))
                .isEqualTo(where("orders", EQ, 12));
    }

    @Test
    void starts_with_takes_no_pattern() {
        assertThat(where("tier", STARTS_WITH, "G").matches(ADA::get)).isTrue();
        assertThat(where("tier", STARTS_WITH, ".").matches(ADA::get)).isFalse();
    }

    @Test
    void the_explanation_names_what_settled_the_outcome() {
        var gold = where("tier", EQ, "GOLD");
        var old = where("birthday", LT, LocalDate.parse("1950-01-01"));
        var big = where("spend", GTE, 1000);
        var blocked = where("tags", CONTAINS, "blocked");
        var filter =
                new Filter.All(
                        List.of(gold, new Filter.Any(List.of(old, big)), new Filter.Not(blocked)));

        var explanation = filter.explain(ADA::get);

        assertThat(explanation.matches()).isTrue();
        assertThat(explanation.because())
                .extracting(Explanation.Clause::pointer)
                .containsExactly("/all/0", "/all/1/any/1", "/all/2/not");
        assertThat(explanation.because().get(1).actual()).isEqualTo(new BigDecimal("1200.50"));
        assertThat(explanation.because().get(2).held()).isFalse();

        var poor = new HashMap<>(ADA);
        poor.put("spend", 3);
        assertThat(filter.explain(poor::get).because())
                .extracting(Explanation.Clause::pointer)
                .containsExactly("/all/1/any/0", "/all/1/any/1");
    }

    @Test
    void the_canonical_text_forgets_order_and_repetition() {
        var one =
                new Filter.All(
                        List.of(
                                where("tier", EQ, "GO\"LD"),
                                new Filter.In("city", List.of("b", "a", "b")),
                                where("tier", EQ, "GO\"LD")));
        var other =
                new Filter.All(
                        List.of(
                                new Filter.In("city", List.of("a", "b")),
                                where("tier", EQ, "GO\"LD")));

        assertThat(one.canonical())
                .isEqualTo(other.canonical())
                .isEqualTo("all(city in (\"a\",\"b\"),tier eq \"GO\\\"LD\")");
    }

    static Map<String, Object> clause(String field, String op, Object value) {
        return Map.of("field", field, "op", op, "value", value);
    }

    static Filter valid(Object tree) {
        return switch (Filter.parse(tree, FIELDS)) {
            case Parsing.Valid valid -> valid.filter();
            case Parsing.Invalid invalid -> throw new AssertionError(invalid);
        };
    }

    static List<Fault> faults(Object tree) {
        return switch (Filter.parse(tree, FIELDS)) {
            case Parsing.Valid valid -> throw new AssertionError(valid);
            case Parsing.Invalid invalid -> invalid.faults();
        };
    }
}
