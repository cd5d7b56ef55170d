package io.pondcrm.kernel.filter;

import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A number drawn from what happened: how many events of a kind there are, or what their amounts add
 * up to. Without events it is zero, never nothing.
 *
 * @param events the kind, as the catalog names it
 * @param window only what happened so short ago; null for all that happened
 * @param currency only events in it; null for any, which neither a sum can have nor a {@code where}
 *     over amounts
 * @param where what each event has to match, over the fields that the catalog gives events
 */
public record Aggregate(
        Function function,
        String events,
        @Nullable Window window,
        @Nullable Currency currency,
        Filter where)
        implements Filter.Operand {

    /** What is made of the events. */
    public enum Function {
        COUNT("count"),
        /** Of their amounts; an event that takes back counts negative. */
        SUM("sum");

        private final String wireName;

        Function(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    public Aggregate {
        if (function == Function.SUM && currency == null) {
            throw new IllegalArgumentException("Amounts add up in one currency only");
        }
    }

    /** All events of a kind, in any currency. */
    public static Aggregate count(String events, @Nullable Window window) {
        return new Aggregate(Function.COUNT, events, window, null, Filter.everything());
    }

    /** The amounts of all events of a kind in one currency. */
    public static Aggregate sum(String events, @Nullable Window window, Currency currency) {
        return new Aggregate(Function.SUM, events, window, currency, Filter.everything());
    }

    /** Whether each event of the kind and currency counts. */
    public boolean takesAll() {
        return where.equals(Filter.everything());
    }

    @Override
    public String canonical() {
        var text = new StringBuilder(function.wireName).append('(').append(events);
        if (window != null) {
            text.append(",window=").append(window);
        }
        if (currency != null) {
            text.append(",currency=").append(currency);
        }
        if (!takesAll()) {
            text.append(",where=").append(where.canonical());
        }
        return text.append(')').toString();
    }

    @Override
    public Map<String, Object> toTree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put(function.wireName, events);
        if (window != null) {
            tree.put("window", window.toString());
        }
        if (currency != null) {
            tree.put("currency", currency.getCurrencyCode());
        }
        if (!takesAll()) {
            tree.put("where", where.toTree());
        }
        return tree;
    }
}
