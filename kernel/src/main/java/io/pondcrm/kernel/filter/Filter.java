package io.pondcrm.kernel.filter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A predicate over the fields of one thing.
 *
 * <p>In JSON: {@code {"all":[…]}}, {@code {"any":[…]}}, {@code {"not":{…}}} or a comparison, of a
 * field, {@code {"field":"tier","op":"eq","value":"GOLD"}}, or of what events come to, {@code
 * {"count":"purchases","window":"P90D","where":{"field":"channel","op":"eq","value":"WEB"},
 * "op":"gte","value":3}}.
 *
 * <p>Fields that hold nothing (absent or null) behave as in MongoDB: every comparison with them
 * fails, except {@code ne} and {@code exists: false}, which hold. {@code not} turns the outcome
 * around, so {@code not(spend gt 5)} holds for those without spend, and {@code spend lte 5} does
 * not. A set without elements does not exist. A value of another type than the field's fails like
 * nothing.
 */
public sealed interface Filter {

    /** How deep filters may nest; a single comparison is 1 deep. */
    int MAX_DEPTH = 8;

    /** How many nodes a filter may have, combinations included. */
    int MAX_CLAUSES = 100;

    /** How many values one {@code in} may list. */
    int MAX_VALUES = 1_000;

    /** How many UTF-16 units a text may have. */
    int MAX_TEXT = 256;

    /** Each of them holds; without any it matches everything. */
    record All(List<Filter> of) implements Filter {

        public All {
            of = List.copyOf(of);
        }
    }

    /** At least one of them holds. */
    record Any(List<Filter> of) implements Filter {

        public Any {
            of = List.copyOf(of);
            if (of.isEmpty()) {
                throw new IllegalArgumentException("any needs at least one filter");
            }
        }
    }

    /** It does not hold. */
    record Not(Filter of) implements Filter {}

    /** What a comparison asks about. */
    sealed interface Operand permits Field, Aggregate {

        /** One text for one meaning. */
        String canonical();

        /** The members that name it in a comparison's tree. */
        Map<String, Object> toTree();
    }

    /** What a field holds. */
    record Field(String name) implements Operand {

        @Override
        public String canonical() {
            return name;
        }

        @Override
        public Map<String, Object> toTree() {
            return Map.of("field", name);
        }
    }

    /** A question to one field, or to what events come to. */
    sealed interface Comparison extends Filter {
        Operand operand();

        Operator operator();

        /**
         * @param actual what the operand comes to, as {@link Subject} says it
         */
        default boolean holds(@Nullable Object actual) {
            return Values.holds(this, Values.actual(actual));
        }
    }

    /**
     * @param operator any but {@code in} and {@code exists}
     * @param value a String, BigDecimal, LocalDate, Instant or Boolean
     */
    record Compare(Operand operand, Operator operator, Object value) implements Comparison {

        public Compare {
            if (operator == Operator.IN || operator == Operator.EXISTS) {
                throw new IllegalArgumentException(operator + " has a type of its own");
            }
            value = Values.normal(value);
        }
    }

    /** It equals one of the values; a set has one of them. */
    record In(Operand operand, List<Object> values) implements Comparison {

        public In(String field, List<Object> values) {
            this(new Field(field), values);
        }

        public In {
            values = values.stream().map(Values::normal).toList();
            if (values.isEmpty()) {
                throw new IllegalArgumentException("in needs at least one value");
            }
        }

        @Override
        public Operator operator() {
            return Operator.IN;
        }
    }

    /**
     * @param present whether the field must hold something, or must not
     */
    record Exists(Field operand, boolean present) implements Comparison {

        public Exists(String field, boolean present) {
            this(new Field(field), present);
        }

        @Override
        public Operator operator() {
            return Operator.EXISTS;
        }
    }

    /** How a field is compared. */
    enum Operator {
        EQ("eq"),
        NE("ne"),
        IN("in"),
        GT("gt"),
        GTE("gte"),
        LT("lt"),
        LTE("lte"),
        EXISTS("exists"),
        CONTAINS("contains"),
        STARTS_WITH("startsWith");

        private final String wireName;

        Operator(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }

        static Optional<Operator> find(Object wireName) {
            for (var operator : values()) {
                if (operator.wireName.equals(wireName)) {
                    return Optional.of(operator);
                }
            }
            return Optional.empty();
        }
    }

    /** Matches whatever comes. */
    static Filter everything() {
        return new All(List.of());
    }

    /** Compares a field with one value. */
    static Filter where(String field, Operator operator, Object value) {
        return where(new Field(field), operator, value);
    }

    /** Compares a field, or what events come to, with one value. */
    static Filter where(Operand operand, Operator operator, Object value) {
        return new Compare(operand, operator, value);
    }

    /**
     * Reads a filter as a JSON parser leaves it: maps, lists, texts, numbers, booleans.
     *
     * @param tree what the caller sent; trusted in nothing
     */
    static Parsing parse(@Nullable Object tree, FieldCatalog fields) {
        return new Reader(fields).read(tree);
    }

    /** Whether something matches. */
    default boolean matches(Subject subject) {
        return switch (this) {
            case All all -> {
                for (var filter : all.of) {
                    if (!filter.matches(subject)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Any any -> {
                for (var filter : any.of) {
                    if (filter.matches(subject)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Not not -> !not.of.matches(subject);
            case Comparison comparison ->
                    comparison.holds(Values.of(comparison.operand(), subject));
        };
    }

    /** The outcome of {@link #matches} and the comparisons that settled it. */
    default Explanation explain(Subject subject) {
        return Explainer.explain(this, "", subject);
    }

    /** The comparisons it is made of, in its order; not those that are asked of events. */
    default Stream<Comparison> comparisons() {
        return switch (this) {
            case All all -> all.of.stream().flatMap(Filter::comparisons);
            case Any any -> any.of.stream().flatMap(Filter::comparisons);
            case Not not -> not.of.comparisons();
            case Comparison comparison -> Stream.of(comparison);
        };
    }

    /**
     * One text for one meaning as far as order and repetition go: {@code all} and {@code any} list
     * their filters sorted and once. For hashes; not for reading back.
     */
    default String canonical() {
        return switch (this) {
            case All all -> "all(" + sorted(all.of.stream().map(Filter::canonical)) + ")";
            case Any any -> "any(" + sorted(any.of.stream().map(Filter::canonical)) + ")";
            case Not not -> "not(" + not.of.canonical() + ")";
            case Compare compare ->
                    "%s %s %s"
                            .formatted(
                                    compare.operand.canonical(),
                                    compare.operator.wireName,
                                    Values.canonical(compare.value));
            case In in ->
                    "%s in (%s)"
                            .formatted(
                                    in.operand.canonical(),
                                    sorted(in.values.stream().map(Values::canonical)));
            case Exists exists -> "%s exists %s".formatted(exists.operand.name, exists.present);
        };
    }

    private static String sorted(Stream<String> parts) {
        return String.join(",", parts.sorted().distinct().toList());
    }

    /** The filter as a JSON writer takes it; {@link #parse} reads it back to an equal one. */
    default Map<String, Object> toTree() {
        return switch (this) {
            case All all -> Map.of("all", all.of.stream().map(Filter::toTree).toList());
            case Any any -> Map.of("any", any.of.stream().map(Filter::toTree).toList());
            case Not not -> Map.of("not", not.of.toTree());
            case Compare compare -> leaf(compare, Values.toTree(compare.value));
            case In in -> leaf(in, in.values.stream().map(Values::toTree).toList());
            case Exists exists -> leaf(exists, exists.present);
        };
    }

    private static Map<String, Object> leaf(Comparison comparison, Object value) {
        var tree = new LinkedHashMap<>(comparison.operand().toTree());
        tree.put("op", comparison.operator().wireName());
        tree.put("value", value);
        return tree;
    }
}
