package io.pondcrm.kernel.filter;

import static io.pondcrm.kernel.filter.Filter.Operator.EQ;
import static io.pondcrm.kernel.filter.Filter.Operator.GTE;
import static io.pondcrm.kernel.filter.Filter.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pondcrm.kernel.filter.Parsing.Code;
import io.pondcrm.kernel.filter.Parsing.Fault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Questions about what happened. */
class AggregateTest {

    static final Currency CNY = Currency.getInstance("CNY");
    static final Currency EUR = Currency.getInstance("EUR");

    static final FieldCatalog FIELDS =
            FieldCatalog.empty()
                    .text("tier")
                    .events(
                            FieldCatalog.empty().text("channel").money(CNY, "amount"),
                            CNY,
                            "purchases",
                            "refunds");

    static final Map<String, Object> WEB =
            Map.of("field", "channel", "op", "in", "value", List.of("WEB", "APP"));
    static final Map<String, Object> LARGE =
            Map.of("field", "amount", "op", "gte", "value", "100.00");

    @Test
    void a_count_reads_from_a_tree_and_back() {
        var tree = count(Map.of("window", "P90D", "where", WEB));

        var filter = valid(tree);

        assertThat(filter)
                .isEqualTo(
                        where(
                                new Aggregate(
                                        Aggregate.Function.COUNT,
                                        "purchases",
                                        Window.ofDays(90),
                                        null,
                                        new Filter.In("channel", List.of("WEB", "APP"))),
                                GTE,
                                3));
        assertThat(filter.toTree())
                .isEqualTo(
                        Map.of(
                                "count",
                                "purchases",
                                "window",
                                "P90D",
                                "where",
                                Map.of(
                                        "field",
                                        "channel",
                                        "op",
                                        "in",
                                        "value",
                                        List.of("WEB", "APP")),
                                "op",
                                "gte",
                                "value",
                                new BigDecimal(3)));
        assertThat(valid(filter.toTree())).isEqualTo(filter);
        assertThat(filter.canonical())
                .isEqualTo("count(purchases,window=P90D,where=channel in (\"APP\",\"WEB\")) gte 3");
    }

    @Test
    void equal_questions_have_equal_texts() {
        assertThat(valid(count(Map.of("window", "P2W"))).canonical())
                .isEqualTo(valid(count(Map.of("window", "PT336H"))).canonical())
                .isEqualTo("count(purchases,window=P14D) gte 3");
        assertThat(valid(count(Map.of("where", Map.of("all", List.of())))))
                .isEqualTo(valid(count(Map.of())));
    }

    @Test
    void amounts_are_compared_in_one_currency_the_home_one_unless_said() {
        assertThat(aggregate(sum(Map.of(), 5)).currency()).isEqualTo(CNY);
        assertThat(aggregate(sum(Map.of("currency", "EUR"), 5)).currency()).isEqualTo(EUR);
        assertThat(aggregate(count(Map.of())).currency()).isNull();
        assertThat(aggregate(count(Map.of("currency", "EUR"))).currency()).isEqualTo(EUR);
        assertThat(aggregate(count(Map.of("where", LARGE))).currency()).isEqualTo(CNY);
        assertThat(aggregate(count(Map.of("where", WEB))).currency()).isNull();
        var euros = Map.of("amount", "5", "currency", "EUR");
        assertThat(valid(sum(Map.of("currency", "EUR"), euros)))
                .isEqualTo(where(Aggregate.sum("purchases", null, EUR), GTE, 5));
        assertThat(faults(sum(Map.of(), euros)))
                .containsExactly(new Fault("/value/currency", Code.CURRENCY_MISMATCH));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Aggregate(
                                Aggregate.Function.SUM,
                                "purchases",
                                null,
                                null,
                                Filter.everything()));
    }

    @Test
    void each_fault_has_its_place_and_its_kind() {
        var tree =
                Map.of(
                        "all",
                        List.of(
                                Map.of("count", "visits", "op", "gte", "value", 1),
                                Map.of("sum", List.of(), "op", "gte", "value", 1),
                                count(Map.of("window", "90 days")),
                                count(Map.of("window", 90)),
                                count(Map.of("window", "P11Y")),
                                sum(Map.of("currency", "XXL"), 1),
                                sum(Map.of("currency", 156), 1),
                                count(Map.of("sum", "purchases")),
                                count(
                                        Map.of(
                                                "where",
                                                Map.of("field", "tier", "op", "eq", "value", "x"))),
                                count(
                                        Map.of(
                                                "where",
                                                Map.of("all", List.of(WEB, count(Map.of()))))),
                                Map.of("count", "purchases", "op", "exists", "value", true),
                                Map.of("count", "purchases", "op", "startsWith", "value", "1"),
                                Map.of("count", "purchases", "op", "eq"),
                                Map.of("count", "purchases", "op", "eq", "value", "three"),
                                Map.of(
                                        "count",
                                        "purchases",
                                        "window",
                                        "P",
                                        "where",
                                        Map.of(),
                                        "op",
                                        "eq",
                                        "value",
                                        1)));

        assertThat(faults(tree))
                .containsExactly(
                        new Fault("/all/0/count", Code.UNKNOWN_EVENTS),
                        new Fault("/all/1/sum", Code.UNKNOWN_EVENTS),
                        new Fault("/all/2/window", Code.WINDOW_EXPECTED),
                        new Fault("/all/3/window", Code.WINDOW_EXPECTED),
                        new Fault("/all/4/window", Code.WINDOW_OUT_OF_RANGE),
                        new Fault("/all/5/currency", Code.UNKNOWN_CURRENCY),
                        new Fault("/all/6/currency", Code.UNKNOWN_CURRENCY),
                        new Fault("/all/7/sum", Code.UNKNOWN_MEMBER),
                        new Fault("/all/8/where/field", Code.UNKNOWN_FIELD),
                        new Fault("/all/9/where/all/1/count", Code.UNKNOWN_EVENTS),
                        new Fault("/all/10/op", Code.OPERATOR_NOT_ALLOWED),
                        new Fault("/all/11/op", Code.OPERATOR_NOT_ALLOWED),
                        new Fault("/all/12/value", Code.VALUE_MISSING),
                        new Fault("/all/13/value", Code.NUMBER_EXPECTED),
                        new Fault("/all/14/window", Code.WINDOW_EXPECTED),
                        new Fault("/all/14/where", Code.CLAUSE_EXPECTED));
    }

    @Test
    void what_is_asked_of_events_counts_towards_depth_and_length() {
        Object sevenDeep = count(Map.of("where", WEB));
        for (var depth = 0; depth < 6; depth++) {
            sevenDeep = Map.of("not", sevenDeep);
        }
        assertThat(valid(sevenDeep)).isNotNull();
        assertThat(faults(Map.of("not", sevenDeep)))
                .containsExactly(new Fault("/not".repeat(7) + "/where", Code.TOO_DEEP));

        var fifty = Collections.nCopies(49, count(Map.of("where", WEB)));
        assertThat(valid(Map.of("all", fifty))).isNotNull();
        var more = new ArrayList<Object>(fifty);
        more.add(count(Map.of("where", WEB)));
        assertThat(faults(Map.of("all", more)))
                .containsExactly(new Fault("/all/49/where", Code.TOO_MANY_CLAUSES));
    }

    @Test
    void a_subject_answers_for_its_events_and_one_without_events_refuses() {
        var filter = valid(count(Map.of("window", "P90D")));
        var three =
                new Subject() {
                    @Override
                    public @Nullable Object field(String name) {
                        return null;
                    }

                    @Override
                    public Number aggregate(Aggregate aggregate) {
                        return 3;
                    }
                };

        assertThat(filter.matches(three)).isTrue();
        assertThat(filter.explain(three).because())
                .containsExactly(
                        new Explanation.Clause(
                                "", (Filter.Comparison) filter, true, BigDecimal.valueOf(3)));
        assertThatIllegalArgumentException().isThrownBy(() -> filter.matches(_ -> null));
    }

    @Test
    void a_filter_can_be_said_in_english_and_chinese() {
        var filter =
                new Filter.All(
                        List.of(
                                where("tier", EQ, "GOLD"),
                                valid(count(Map.of("window", "P90D", "where", WEB))),
                                new Filter.Any(
                                        List.of(
                                                valid(sum(Map.of("window", "P1Y1MT36H"), 500)),
                                                new Filter.Not(new Filter.Exists("tier", true))))));
        var names = new HashMap<>(Map.of("tier", "等级", "purchases", "购买", "channel", "渠道"));

        assertThat(new Wording(Locale.ENGLISH, name -> name).of(filter))
                .isEqualTo(
                        "tier is GOLD and number of purchases (channel is one of WEB, APP) in the"
                                + " last 90 days is at least 3 and (amount of purchases (CNY) in the"
                                + " last 1 year 1 month 1 day 12 hours is at least 500 or not (tier"
                                + " is known))");
        assertThat(new Wording(Locale.CHINA, name -> names.getOrDefault(name, name)).of(filter))
                .isEqualTo(
                        "等级等于 GOLD，且近 90 天内购买次数（渠道属于 WEB、APP）不小于 3，且（近 1 年 1 个月 1 天 12"
                                + " 小时内购买金额（CNY）不小于 500，或不满足（等级有值））");
        assertThat(new Wording(Locale.ENGLISH, name -> name).of(Filter.everything()))
                .isEqualTo("anything");
    }

    private static Map<String, Object> count(Map<String, ?> members) {
        var tree =
                new HashMap<String, Object>(Map.of("count", "purchases", "op", "gte", "value", 3));
        tree.putAll(members);
        return tree;
    }

    private static Map<String, Object> sum(Map<String, ?> members, Object value) {
        var tree = new HashMap<String, Object>(Map.of("sum", "purchases", "op", "gte"));
        tree.put("value", value);
        tree.putAll(members);
        return tree;
    }

    private static Aggregate aggregate(Object tree) {
        return (Aggregate) ((Filter.Comparison) valid(tree)).operand();
    }

    private static Filter valid(Object tree) {
        return switch (Filter.parse(tree, FIELDS)) {
            case Parsing.Valid valid -> valid.filter();
            case Parsing.Invalid invalid -> throw new AssertionError(invalid);
        };
    }

    private static List<Fault> faults(Object tree) {
        return switch (Filter.parse(tree, FIELDS)) {
            case Parsing.Valid valid -> throw new AssertionError(valid);
            case Parsing.Invalid invalid -> invalid.faults();
        };
    }
}
