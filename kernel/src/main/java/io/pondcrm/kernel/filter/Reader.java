package io.pondcrm.kernel.filter;

import io.pondcrm.kernel.filter.FieldCatalog.Type;
import io.pondcrm.kernel.filter.Filter.Operator;
import io.pondcrm.kernel.filter.Parsing.Code;
import io.pondcrm.kernel.filter.Parsing.Fault;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one filter and notes all that is wrong with it. A part that can't be read becomes empty;
 * the whole is thrown away then.
 */
final class Reader {

    private static final int MAX_DIGITS = 34;
    private static final int MAX_FRACTION = 30;
    private static final int MAX_FAULTS = 50;

    private final FieldCatalog fields;
    private final List<Fault> faults = new ArrayList<>();
    private int clauses;

    Reader(FieldCatalog fields) {
        this.fields = fields;
    }

    Parsing read(@Nullable Object tree) {
        var filter = filter(tree, "", 1);
        if (faults.isEmpty() && filter.isPresent()) {
            return new Parsing.Valid(filter.get());
        }
        return new Parsing.Invalid(faults);
    }

    private Optional<Filter> filter(@Nullable Object tree, String pointer, int depth) {
        if (depth > Filter.MAX_DEPTH) {
            return fault(pointer, Code.TOO_DEEP);
        }
        if (++clauses > Filter.MAX_CLAUSES) {
            // Said once, by the first one too many.
            return clauses == Filter.MAX_CLAUSES + 1
                    ? fault(pointer, Code.TOO_MANY_CLAUSES)
                    : Optional.empty();
        }
        if (!(tree instanceof Map<?, ?> map)) {
            return fault(pointer, Code.CLAUSE_EXPECTED);
        }
        if (map.containsKey("all")) {
            refuseOthers(map, pointer, Set.of("all"));
            return filters(map.get("all"), pointer + "/all", depth).map(Filter.All::new);
        }
        if (map.containsKey("any")) {
            refuseOthers(map, pointer, Set.of("any"));
            return filters(map.get("any"), pointer + "/any", depth)
                    .flatMap(of ->
                            of.isEmpty()
                                    ? fault(pointer + "/any", Code.EMPTY_LIST)
                                    : Optional.of(new Filter.Any(of)));
        }
        if (map.containsKey("not")) {
            refuseOthers(map, pointer, Set.of("not"));
            return filter(map.get("not"), pointer + "/not", depth + 1).map(Filter.Not::new);
        }
        if (map.containsKey("field") || map.containsKey("op")) {
            refuseOthers(map, pointer, Set.of("field", "op", "value"));
            return comparison(map, pointer);
        }
        return fault(pointer, Code.CLAUSE_EXPECTED);
    }

    private Optional<List<Filter>> filters(@Nullable Object tree, String pointer, int depth) {
        if (!(tree instanceof List<?> list)) {
            return fault(pointer, Code.LIST_EXPECTED);
        }
        var read = new ArrayList<Filter>();
        for (var index = 0; index < list.size() && clauses <= Filter.MAX_CLAUSES; index++) {
            filter(list.get(index), pointer + "/" + index, depth + 1).ifPresent(read::add);
        }
        return read.size() == list.size() ? Optional.of(read) : Optional.empty();
    }

    private void refuseOthers(Map<?, ?> map, String pointer, Set<String> known) {
        for (var key : map.keySet()) {
            if (!(key instanceof String name && known.contains(name))) {
                fault(pointer + "/" + escaped(String.valueOf(key)), Code.UNKNOWN_MEMBER);
            }
        }
    }

    private Optional<Filter> comparison(Map<?, ?> map, String pointer) {
        Optional<Type> type =
                map.get("field") instanceof String name ? fields.findType(name) : Optional.empty();
        if (type.isEmpty()) {
            return fault(pointer + "/field", Code.UNKNOWN_FIELD);
        }
        var op = map.get("op");
        var operator = op == null ? Optional.<Operator>empty() : Operator.find(op);
        if (operator.isEmpty()) {
            return fault(pointer + "/op", Code.UNKNOWN_OPERATOR);
        }
        if (!type.get().operators().contains(operator.get())) {
            return fault(pointer + "/op", Code.OPERATOR_NOT_ALLOWED);
        }
        var field = String.valueOf(map.get("field"));
        return comparison(field, type.get(), operator.get(), map.get("value"), pointer + "/value");
    }

    private Optional<Filter> comparison(
            String field, Type type, Operator operator, @Nullable Object value, String pointer) {
        if (operator == Operator.EXISTS) {
            return switch (value) {
                case null -> Optional.of(new Filter.Exists(field, true));
                case Boolean present -> Optional.of(new Filter.Exists(field, present));
                default -> fault(pointer, Code.BOOLEAN_EXPECTED);
            };
        }
        if (value == null) {
            return fault(pointer, Code.VALUE_MISSING);
        }
        if (operator == Operator.IN) {
            return in(field, type, value, pointer);
        }
        return value(field, type, value, pointer)
                .map(read -> new Filter.Compare(field, operator, read));
    }

    private Optional<Filter> in(String field, Type type, Object value, String pointer) {
        if (!(value instanceof List<?> list)) {
            return fault(pointer, Code.LIST_EXPECTED);
        }
        if (list.isEmpty()) {
            return fault(pointer, Code.EMPTY_LIST);
        }
        if (list.size() > Filter.MAX_VALUES) {
            return fault(pointer, Code.TOO_MANY_VALUES);
        }
        var values = new ArrayList<Object>();
        for (var index = 0; index < list.size(); index++) {
            value(field, type, list.get(index), pointer + "/" + index).ifPresent(values::add);
        }
        return values.size() == list.size()
                ? Optional.of(new Filter.In(field, values))
                : Optional.empty();
    }

    private Optional<Object> value(
            String field, Type type, @Nullable Object value, String pointer) {
        return switch (type) {
            case TEXT, TEXT_SET -> text(value, pointer);
            case NUMBER -> number(value, pointer);
            case MONEY -> money(field, value, pointer);
            case DATE -> date(value, pointer);
            case INSTANT -> instant(value, pointer);
            case BOOLEAN ->
                    value instanceof Boolean
                            ? Optional.of(value)
                            : fault(pointer, Code.BOOLEAN_EXPECTED);
        };
    }

    private Optional<Object> text(@Nullable Object value, String pointer) {
        if (!(value instanceof String text)) {
            return fault(pointer, Code.TEXT_EXPECTED);
        }
        if (text.length() > Filter.MAX_TEXT) {
            return fault(pointer, Code.TEXT_TOO_LONG);
        }
        // Neither survives the way into a database and back.
        var isWhole =
                text.codePoints()
                        .noneMatch(point ->
                                point == 0 || Character.getType(point) == Character.SURROGATE);
        return isWhole ? Optional.of(text) : fault(pointer, Code.TEXT_NOT_VALID);
    }

    private Optional<Object> number(@Nullable Object value, String pointer) {
        if (!(value instanceof Number || value instanceof String text && text.length() <= 64)) {
            return fault(pointer, Code.NUMBER_EXPECTED);
        }
        try {
            var number = new BigDecimal(value.toString());
            return isInRange(number)
                    ? Optional.of(number)
                    : fault(pointer, Code.NUMBER_OUT_OF_RANGE);
        } catch (NumberFormatException _) {
            return fault(pointer, Code.NUMBER_EXPECTED);
        }
    }

    /** What IEEE decimal128 holds, written out in full. */
    private static boolean isInRange(BigDecimal number) {
        return number.precision() <= MAX_DIGITS
                && number.scale() <= MAX_FRACTION
                && (long) number.precision() - number.scale() <= MAX_DIGITS;
    }

    /** A decimal number, or the house's {@code {"amount":…,"currency":…}} in the right currency. */
    private Optional<Object> money(String field, @Nullable Object value, String pointer) {
        if (!(value instanceof Map<?, ?> money)) {
            return number(value, pointer);
        }
        refuseOthers(money, pointer, Set.of("amount", "currency"));
        var currency = fields.findCurrency(field).map(Currency::getCurrencyCode);
        return currency.isPresent() && currency.get().equals(money.get("currency"))
                ? number(money.get("amount"), pointer + "/amount")
                : fault(pointer + "/currency", Code.CURRENCY_MISMATCH);
    }

    private Optional<Object> date(@Nullable Object value, String pointer) {
        try {
            if (value instanceof String text && text.length() == 10) {
                return Optional.of(LocalDate.parse(text));
            }
        } catch (DateTimeException _) {
            // Answered below, like all that is no date.
        }
        return fault(pointer, Code.DATE_EXPECTED);
    }

    private Optional<Object> instant(@Nullable Object value, String pointer) {
        try {
            if (value instanceof String text && text.length() <= 40) {
                Instant instant = OffsetDateTime.parse(text).toInstant();
                if (instant.equals(instant.truncatedTo(ChronoUnit.MILLIS))
                        && Character.isDigit(text.charAt(0))) {
                    return Optional.of(instant);
                }
            }
        } catch (DateTimeException _) {
            // Answered below, like all that is no instant.
        }
        return fault(pointer, Code.INSTANT_EXPECTED);
    }

    private <T> Optional<T> fault(String pointer, Code code) {
        if (faults.size() < MAX_FAULTS) {
            faults.add(new Fault(pointer, code));
        }
        return Optional.empty();
    }

    private static String escaped(String name) {
        var shown = name.length() > 64 ? name.substring(0, 64) : name;
        return shown.replace("~", "~0").replace("/", "~1");
    }
}
