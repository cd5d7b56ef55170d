package io.pondcrm.kernel.filter;

import io.pondcrm.kernel.filter.Filter.Operator;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** The fields and events that a filter may name, and their types. Immutable. */
public final class FieldCatalog {

    /** What a field holds; decides which operators make sense and how a value is written. */
    public enum Type {
        /** Compared as it stands, by code point; fold the case in a field of its own. */
        TEXT(EnumSet.of(Operator.EQ, Operator.NE, Operator.IN, Operator.STARTS_WITH)),
        /** A decimal number, exact: 12.3 and 12.30 are equal. */
        NUMBER(ordered()),
        /** An amount in the currency that the catalog states, written as a decimal number. */
        MONEY(ordered()),
        /** A calendar date, {@code 2026-03-01}. */
        DATE(ordered()),
        /** A moment in UTC, RFC 3339, to the millisecond. */
        INSTANT(ordered()),
        BOOLEAN(EnumSet.of(Operator.EQ, Operator.NE)),
        /** Any number of texts; {@code in} asks whether at least one of the values is there. */
        TEXT_SET(EnumSet.of(Operator.CONTAINS, Operator.IN));

        private final Set<Operator> operators;

        Type(EnumSet<Operator> operators) {
            operators.add(Operator.EXISTS);
            this.operators = Set.copyOf(operators);
        }

        /** The operators that fields of this type know. */
        public Set<Operator> operators() {
            return operators;
        }

        private static EnumSet<Operator> ordered() {
            return EnumSet.of(
                    Operator.EQ,
                    Operator.NE,
                    Operator.IN,
                    Operator.GT,
                    Operator.GTE,
                    Operator.LT,
                    Operator.LTE);
        }
    }

    /**
     * What may be asked of events of one kind.
     *
     * @param currency what their amounts are in if a filter doesn't say
     */
    record Events(FieldCatalog fields, Currency currency) {}

    private final SequencedMap<String, Type> types;
    private final Map<String, Currency> currencies;
    private final Map<String, Events> events;

    private FieldCatalog(
            SequencedMap<String, Type> types,
            Map<String, Currency> currencies,
            Map<String, Events> events) {
        this.types = types;
        this.currencies = currencies;
        this.events = events;
    }

    /** A catalog without fields, to start from. */
    public static FieldCatalog empty() {
        return new FieldCatalog(new LinkedHashMap<>(), Map.of(), Map.of());
    }

    public FieldCatalog text(String... names) {
        return with(Type.TEXT, names);
    }

    public FieldCatalog number(String... names) {
        return with(Type.NUMBER, names);
    }

    /**
     * @param currency what all amounts of these fields are in; amounts in another one don't belong
     */
    public FieldCatalog money(Currency currency, String... names) {
        var more = new LinkedHashMap<>(currencies);
        for (var name : names) {
            more.put(name, currency);
        }
        return new FieldCatalog(with(Type.MONEY, names).types, more, events);
    }

    public FieldCatalog date(String... names) {
        return with(Type.DATE, names);
    }

    public FieldCatalog instant(String... names) {
        return with(Type.INSTANT, names);
    }

    public FieldCatalog bool(String... names) {
        return with(Type.BOOLEAN, names);
    }

    public FieldCatalog textSet(String... names) {
        return with(Type.TEXT_SET, names);
    }

    private FieldCatalog with(Type type, String... names) {
        var more = new LinkedHashMap<>(types);
        for (var name : names) {
            if (more.put(name, type) != null) {
                throw new IllegalArgumentException("Field declared twice: " + name);
            }
        }
        return new FieldCatalog(more, currencies, events);
    }

    /**
     * Events that happen to things with these fields: each has a moment and an amount.
     *
     * @param fields what a filter may ask of an event; its money is in the currency that the filter
     *     names
     * @param currency what amounts are in if the filter names none
     * @param kinds their names, for example {@code purchases}
     */
    public FieldCatalog events(FieldCatalog fields, Currency currency, String... kinds) {
        var more = new HashMap<>(events);
        for (var kind : kinds) {
            if (more.put(kind, new Events(fields, currency)) != null) {
                throw new IllegalArgumentException("Events declared twice: " + kind);
            }
        }
        return new FieldCatalog(types, currencies, more);
    }

    Optional<Events> findEvents(String kind) {
        return Optional.ofNullable(events.get(kind));
    }

    /** The same fields, with all money in another currency. */
    FieldCatalog in(Currency currency) {
        var more = new HashMap<String, Currency>();
        currencies.keySet().forEach(name -> more.put(name, currency));
        return new FieldCatalog(types, more, events);
    }

    /** All fields in the order of their declaration. */
    public Set<String> names() {
        return Collections.unmodifiableSet(types.keySet());
    }

    public Optional<Type> findType(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** The stated currency of a {@link Type#MONEY} field; empty for others. */
    public Optional<Currency> findCurrency(String name) {
        return Optional.ofNullable(currencies.get(name));
    }
}
