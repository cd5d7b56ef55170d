package io.pondcrm.kernel.filter;

import io.pondcrm.kernel.filter.Aggregate.Function;
import io.pondcrm.kernel.filter.FieldCatalog.Events;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one filter and notes all that is wrong with it. A part that can't be read becomes empty;
 * the whole is thrown away then.
 */
final class Reader {

    private static final int MAX_DIGITS = 34;
    private static final int MAX_FRACTION = 30;
    private static final int MAX_FAULTS = 50;

    /** An aggregate is always there. */
    private static final Set<Operator> NUMBER_OPERATORS =
            Type.NUMBER.operators().stream()
                    .filter(operator -> operator != Operator.EXISTS)
                    .collect(Collectors.toUnmodifiableSet());

    private final FieldCatalog fields;
    private final Notes notes;

    Reader(FieldCatalog fields) {
        this(fields, new Notes());
    }

    private Reader(FieldCatalog fields, Notes notes) {
        this.fields = fields;
        this.notes = notes;
    }

    /** What is known of the whole filter so far, the parts about events included. */
    private static final class Notes {
        final List<Fault> faults = new ArrayList<>();
        int clauses;
    }

    Parsing read(@Nullable Object tree) {
        var filter = filter(tree, "", 1);
        if (notes.faults.isEmpty() && filter.isPresent()) {
            return new Parsing.Valid(filter.get());
        }
        return new Parsing.Invalid(notes.faults);
    }

    private Optional<Filter> filter(@Nullable Object tree, String pointer, int depth) {
        if (depth > Filter.MAX_DEPTH) {
            return fault(pointer, Code.TOO_DEEP);
        }
        if (++notes.clauses > Filter.MAX_CLAUSES) {
            // Said once, by the first one too many.
            return notes.clauses == Filter.MAX_CLAUSES + 1
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
        for (var function : Function.values()) {
            if (map.containsKey(function.wireName())) {
                refuseOthers(
                        map,
                        pointer,
                        Set.of(function.wireName(), "window", "currency", "where", "op", "value"));
                return aggregate(function, map, pointer, depth)
                        .flatMap(asked -> comparison(asked, map, pointer));
            }
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
        for (var index = 0; index < list.size() && notes.clauses <= Filter.MAX_CLAUSES; index++) {
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

    /**
     * What a comparison asks about, and how.
     *
     * @param currency of money; null for all else
     */
    private record Asked(
            Filter.Operand operand,
            Type type,
            Set<Operator> operators,
            @Nullable Currency currency) {}

    private Optional<Filter> comparison(Map<?, ?> map, String pointer) {
        Optional<Type> type =
                map.get("field") instanceof String name ? fields.findType(name) : Optional.empty();
        if (type.isEmpty()) {
            return fault(pointer + "/field", Code.UNKNOWN_FIELD);
        }
        var field = new Filter.Field(String.valueOf(map.get("field")));
        return comparison(
                new Asked(
                        field,
                        type.get(),
                        type.get().operators(),
                        fields.findCurrency(field.name()).orElse(null)),
                map,
                pointer);
    }

    private Optional<Asked> aggregate(Function function, Map<?, ?> map, String pointer, int depth) {
        var kind = map.get(function.wireName());
        var known =
                kind instanceof String name ? fields.findEvents(name) : Optional.<Events>empty();
        if (known.isEmpty()) {
            return fault(pointer + "/" + function.wireName(), Code.UNKNOWN_EVENTS);
        }
        var window = optional(map.get("window"), it -> window(it, pointer + "/window"));
        var said = optional(map.get("currency"), it -> currency(it, pointer + "/currency"));
        var currency = said.value() == null ? known.get().currency() : said.value();
        var eventFields = known.get().fields().in(currency);
        var where =
                map.get("where") == null
                        ? Optional.of(Filter.everything())
                        : new Reader(eventFields, notes)
                                .filter(map.get("where"), pointer + "/where", depth + 1);
        if (!window.isRead() || !said.isRead() || where.isEmpty()) {
            return Optional.empty();
        }
        var isMoney =
                function == Function.SUM
                        || said.value() != null
                        || where.get().comparisons().anyMatch(it -> asksMoney(it, eventFields));
        return Optional.of(
                new Asked(
                        new Aggregate(
                                function,
                                String.valueOf(kind),
                                window.value(),
                                isMoney ? currency : null,
                                where.get()),
                        function == Function.SUM ? Type.MONEY : Type.NUMBER,
                        NUMBER_OPERATORS,
                        currency));
    }

    private static boolean asksMoney(Filter.Comparison comparison, FieldCatalog fields) {
        return comparison.operand() instanceof Filter.Field(var name)
                && fields.findType(name).equals(Optional.of(Type.MONEY));
    }

    /** A member that may be left out: read, left out, or not readable. */
    private record Member<T>(boolean isRead, @Nullable T value) {}

    private static <T> Member<T> optional(
            @Nullable Object tree, java.util.function.Function<Object, Optional<T>> read) {
        if (tree == null) {
            return new Member<>(true, null);
        }
        var value = read.apply(tree);
        return new Member<>(value.isPresent(), value.orElse(null));
    }

    private Optional<Window> window(Object value, String pointer) {
        if (!(value instanceof String text)) {
            return fault(pointer, Code.WINDOW_EXPECTED);
        }
        return switch (Window.read(text)) {
            case Window.Reading.Read(var window) -> Optional.of(window);
            case Window.Reading.OutOfRange() -> fault(pointer, Code.WINDOW_OUT_OF_RANGE);
            case Window.Reading.Unreadable() -> fault(pointer, Code.WINDOW_EXPECTED);
        };
    }

    private Optional<Currency> currency(Object value, String pointer) {
        try {
            if (value instanceof String code) {
                return Optional.of(Currency.getInstance(code));
            }
        } catch (IllegalArgumentException _) {
            // Answered below, like all that is no code.
        }
        return fault(pointer, Code.UNKNOWN_CURRENCY);
    }

    private Optional<Filter> comparison(Asked asked, Map<?, ?> map, String pointer) {
        var op = map.get("op");
        var operator = op == null ? Optional.<Operator>empty() : Operator.find(op);
        if (operator.isEmpty()) {
            return fault(pointer + "/op", Code.UNKNOWN_OPERATOR);
        }
        if (!asked.operators().contains(operator.get())) {
            return fault(pointer + "/op", Code.OPERATOR_NOT_ALLOWED);
        }
        return comparison(asked, operator.get(), map.get("value"), pointer + "/value");
    }

    private Optional<Filter> comparison(
            Asked asked, Operator operator, @Nullable Object value, String pointer) {
        if (operator == Operator.EXISTS && asked.operand() instanceof Filter.Field field) {
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
            return in(asked, value, pointer);
        }
        return value(asked, value, pointer)
                .map(read -> new Filter.Compare(asked.operand(), operator, read));
    }

    private Optional<Filter> in(Asked asked, Object value, String pointer) {
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
            value(asked, list.get(index), pointer + "/" + index).ifPresent(values::add);
        }
        return values.size() == list.size()
                ? Optional.of(new Filter.In(asked.operand(), values))
                : Optional.empty();
    }

    private Optional<Object> value(Asked asked, @Nullable Object value, String pointer) {
        return switch (asked.type()) {
            case TEXT, TEXT_SET -> text(value, pointer);
            case NUMBER -> number(value, pointer);
            case MONEY -> money(asked.currency(), value, pointer);
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
    private Optional<Object> money(
            @Nullable Currency currency, @Nullable Object value, String pointer) {
        if (!(value instanceof Map<?, ?> money)) {
            return number(value, pointer);
        }
        refuseOthers(money, pointer, Set.of("amount", "currency"));
        return currency != null && currency.getCurrencyCode().equals(money.get("currency"))
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
        if (notes.faults.size() < MAX_FAULTS) {
            notes.faults.add(new Fault(pointer, code));
        }
        return Optional.empty();
    }

    private static String escaped(String name) {
        var shown = name.length() > 64 ? name.substring(0, 64) : name;
        return shown.replace("~", "~0").replace("/", "~1");
    }
}
