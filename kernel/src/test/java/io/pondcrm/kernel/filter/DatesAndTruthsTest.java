package io.pondcrm.kernel.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.filter.FieldCatalog.Type;
import io.pondcrm.kernel.filter.Filter.Operator;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Comparisons of dates and of yes and no, by chance, against plain code: dates are compared as the
 * texts that they are written as, which for years of four digits are in the order of time.
 */
class DatesAndTruthsTest {

    static final FieldCatalog FIELDS = FieldCatalog.empty().date("on").bool("open");

    static final LocalDate LEAP_DAY = LocalDate.parse("2024-02-29");

    private final Random random = new Random(29);
    private final Map<Operator, int[]> outcomes = new TreeMap<>();

    @Test
    void every_operator_of_dates_equals_plain_code() {
        check(Type.DATE, "on", this::date, 20_000);

        assertThat(outcomes.keySet()).isEqualTo(Type.DATE.operators());
    }

    @Test
    void every_operator_of_yes_and_no_equals_plain_code() {
        check(Type.BOOLEAN, "open", random::nextBoolean, 2_000);

        assertThat(outcomes.keySet()).isEqualTo(Type.BOOLEAN.operators());
    }

    private LocalDate date() {
        return LEAP_DAY.plusDays(random.nextInt(-2, 3)).plusYears(random.nextInt(-1, 2));
    }

    private void check(Type type, String field, Supplier<Object> value, int rounds) {
        var operators = List.copyOf(type.operators());
        for (var round = 0; round < rounds; round++) {
            var held = random.nextInt(6) == 0 ? null : value.get();
            var operator = operators.get(random.nextInt(operators.size()));
            var asked = new ArrayList<Object>();
            for (var left = operator == Operator.IN ? 1 + random.nextInt(4) : 1; left > 0; left--) {
                asked.add(operator == Operator.EXISTS ? random.nextBoolean() : value.get());
            }
            var filter =
                    read(
                            FilterTest.clause(
                                    field,
                                    operator.wireName(),
                                    operator == Operator.IN
                                            ? asked.stream()
                                                    .map(DatesAndTruthsTest::written)
                                                    .toList()
                                            : written(asked.getFirst())));
            var subject = new HashMap<String, Object>();
            if (held != null) {
                subject.put(field, held);
            }
            var expected = plainly(held, operator, asked);

            assertThat(filter.matches(subject::get))
                    .as("%s %s %s", held, operator, asked)
                    .isEqualTo(expected);
            assertThat(filter.explain(subject::get).matches()).isEqualTo(expected);
            outcomes.computeIfAbsent(operator, _ -> new int[2])[expected ? 1 : 0]++;
        }
        assertThat(outcomes.values()).allMatch(it -> it[0] > 100 && it[1] > 100);
    }

    private static Filter read(Map<String, Object> clause) {
        return switch (Filter.parse(clause, FIELDS)) {
            case Parsing.Valid(var filter) -> filter;
            case Parsing.Invalid invalid -> throw new AssertionError(clause + ": " + invalid);
        };
    }

    private static Object written(Object value) {
        return value instanceof LocalDate date ? date.toString() : value;
    }

    private static boolean plainly(@Nullable Object held, Operator operator, List<Object> asked) {
        if (operator == Operator.EXISTS) {
            return asked.getFirst().equals(held != null);
        }
        if (held == null) {
            return operator == Operator.NE;
        }
        var order = held.toString().compareTo(asked.getFirst().toString());
        return switch (operator) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LTE -> order <= 0;
            case GT -> order > 0;
            case GTE -> order >= 0;
            case IN -> asked.stream().anyMatch(it -> it.toString().equals(held.toString()));
            case EXISTS, CONTAINS, STARTS_WITH ->
                    throw new IllegalArgumentException(operator.wireName());
        };
    }
}
