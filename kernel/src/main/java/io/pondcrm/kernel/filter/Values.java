package io.pondcrm.kernel.filter;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What single values are and how they compare. */
final class Values {

    private Values() {}

    /** Guards a value of a filter, and gives equal ones one form. */
    static Object normal(Object value) {
        return switch (value) {
            case BigDecimal number -> plain(number);
            case Integer number -> plain(BigDecimal.valueOf(number));
            case Long number -> plain(BigDecimal.valueOf(number));
            case Instant instant -> instant.truncatedTo(ChronoUnit.MILLIS);
            case String _, LocalDate _, Boolean _ -> value;
            default ->
                    throw new IllegalArgumentException(
                            "Filters know no values of " + value.getClass());
        };
    }

    private static BigDecimal plain(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** What a comparison asks about, as the subject says it. */
    static @Nullable Object of(Filter.Operand operand, Subject subject) {
        return switch (operand) {
            case Filter.Field field -> subject.field(field.name());
            case Aggregate aggregate -> subject.aggregate(aggregate);
        };
    }

    /** What a field holds, in the forms that filters compare. */
    static @Nullable Object actual(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Enum<?> constant -> constant.name();
            case BigDecimal _, String _, LocalDate _, Boolean _, Collection<?> _ -> value;
            case Instant instant -> instant.truncatedTo(ChronoUnit.MILLIS);
            case Float _, Double _ ->
                    throw new IllegalArgumentException("Floating numbers don't compare exactly");
            case Number number -> new BigDecimal(number.toString());
            default -> value;
        };
    }

    static boolean holds(Filter.Comparison comparison, @Nullable Object actual) {
        return switch (comparison) {
            case Filter.Exists exists -> exists.present() == isThere(actual);
            case Filter.In in ->
                    in.values().stream()
                            .anyMatch(value ->
                                    actual instanceof Collection<?> set
                                            ? has(set, value)
                                            : isEqual(actual, value));
            case Filter.Compare compare -> holds(compare, actual);
        };
    }

    private static boolean holds(Filter.Compare compare, @Nullable Object actual) {
        var value = compare.value();
        return switch (compare.operator()) {
            case EQ -> isEqual(actual, value);
            case NE -> !isEqual(actual, value);
            case GT -> isComparable(actual, value) && compareThem(actual, value) > 0;
            case GTE -> isComparable(actual, value) && compareThem(actual, value) >= 0;
            case LT -> isComparable(actual, value) && compareThem(actual, value) < 0;
            case LTE -> isComparable(actual, value) && compareThem(actual, value) <= 0;
            case CONTAINS -> actual instanceof Collection<?> set && has(set, value);
            case STARTS_WITH -> actual instanceof String text && text.startsWith(value.toString());
            case IN, EXISTS -> throw new IllegalStateException(compare.operator().name());
        };
    }

    private static boolean isThere(@Nullable Object actual) {
        return actual instanceof Collection<?> set ? !set.isEmpty() : actual != null;
    }

    private static boolean has(Collection<?> set, Object value) {
        return set.stream().anyMatch(element -> isEqual(actual(element), value));
    }

    private static boolean isEqual(@Nullable Object actual, Object value) {
        return actual instanceof BigDecimal number && value instanceof BigDecimal other
                ? number.compareTo(other) == 0
                : value.equals(actual);
    }

    private static boolean isComparable(@Nullable Object actual, Object value) {
        return actual instanceof Comparable<?> && actual.getClass() == value.getClass();
    }

    @SuppressWarnings({"unchecked", "rawtypes", "NullAway"}) // Asked after isComparable only.
    private static int compareThem(@Nullable Object actual, Object value) {
        return ((Comparable) actual).compareTo(value);
    }

    static String canonical(Object value) {
        return switch (value) {
            case BigDecimal number -> number.toPlainString();
            case String text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            default -> value.toString();
        };
    }

    static Object toTree(Object value) {
        return switch (value) {
            case LocalDate date -> date.toString();
            case Instant instant -> instant.toString();
            default -> value;
        };
    }
}
