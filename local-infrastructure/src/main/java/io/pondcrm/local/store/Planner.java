package io.pondcrm.local.store;

import de.bwaldvogel.mongo.bson.Document;
import io.pondcrm.local.store.Conditions.Condition;
import io.pondcrm.local.store.Conditions.Equal;
import io.pondcrm.local.store.Conditions.In;
import io.pondcrm.local.store.Conditions.Present;
import io.pondcrm.local.store.Conditions.Range;
import io.pondcrm.local.store.Conditions.StartsWith;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the part of an index that holds all matches of a filter: equality prefix, then one range or
 * a list of values, then the order asked for. Each branch of an {@code $or} is planned alone.
 */
final class Planner {

    /** How far reading a plan's intervals one after the other gives the order asked for. */
    enum Ordered {
        NO,
        EACH_INTERVAL,
        ALL
    }

    /** Keys from {@code from} up to but not including {@code to}. */
    record Interval(byte[] from, byte[] to) {}

    /** Which part of which index to read, and in which direction. */
    record Plan(OrderedIndex index, List<Interval> intervals, boolean backwards, Ordered ordered) {}

    private record Candidate(Plan plan, int score) {}

    private static final int MOST_COMBINATIONS = 10_000;

    private Planner() {}

    /** Returns no plan where all documents must be looked at. */
    static List<Plan> plan(
            List<OrderedIndex> indexes,
            Document filter,
            @Nullable SortOrder order,
            boolean limited) {
        var conditions = Conditions.of(filter);
        Candidate whole = best(indexes, conditions, order, limited);
        if (conditions.alternatives().isEmpty()) {
            return whole == null ? List.of() : List.of(whole.plan());
        }
        var branches = new ArrayList<Plan>();
        int weakest = Integer.MAX_VALUE;
        for (Document branch : conditions.alternatives()) {
            Candidate candidate = best(indexes, conditions.and(branch), order, limited);
            if (candidate == null) {
                return whole == null ? List.of() : List.of(whole.plan());
            }
            branches.add(candidate.plan());
            weakest = Math.min(weakest, candidate.score());
        }
        return whole != null && whole.score() >= weakest ? List.of(whole.plan()) : branches;
    }

    private static @Nullable Candidate best(
            List<OrderedIndex> indexes,
            Conditions conditions,
            @Nullable SortOrder order,
            boolean limited) {
        Candidate best = null;
        for (OrderedIndex index : indexes) {
            Candidate candidate = new Attempt(index, conditions, order, limited).plan();
            if (candidate != null && (best == null || candidate.score() > best.score())) {
                best = candidate;
            }
        }
        return best;
    }

    /** One filter tried on one index. */
    private static final class Attempt {

        private final OrderedIndex index;
        private final Conditions conditions;
        private final @Nullable SortOrder order;
        private final boolean limited;
        private final KeyWriter writer = new KeyWriter();
        private List<byte[]> prefixes = List.of(new byte[0]);
        private final boolean[] single;
        private int multikeyElement = -1;
        private boolean backwards;
        private int score;

        Attempt(
                OrderedIndex index,
                Conditions conditions,
                @Nullable SortOrder order,
                boolean limited) {
            this.index = index;
            this.conditions = conditions;
            this.order = order;
            this.limited = limited;
            this.single = new boolean[index.parts()];
        }

        @Nullable Candidate plan() {
            if (index.isSparse() && !requiresFirstField()) {
                return null;
            }
            int part = 0;
            while (part < index.parts() && bindToValues(part)) {
                part++;
            }
            if (part == index.parts() && index.isUnique()) {
                score += 1_000;
            }
            List<Interval> intervals = part < index.parts() ? rangesOn(part) : wholePrefixes();
            Ordered ordered = ordered(part, intervals.size());
            if (ordered != Ordered.NO) {
                score += limited ? 60 : 5;
            }
            return score == 0
                    ? null
                    : new Candidate(new Plan(index, intervals, backwards, ordered), score);
        }

        private boolean requiresFirstField() {
            return conditions.on(index.field(0)).stream()
                    .anyMatch(condition ->
                            switch (condition) {
                                case Equal equal -> equal.value() != null;
                                case In in -> !in.values().contains(null);
                                case Range _, StartsWith _, Present _ -> true;
                            });
        }

        private boolean bindToValues(int part) {
            Condition chosen = null;
            for (Condition condition : usable(part)) {
                if (condition instanceof Equal equal && hasKey(equal.value(), part)) {
                    chosen = condition;
                    break;
                }
                if (chosen == null
                        && condition instanceof In in
                        && in.values().stream().allMatch(value -> hasKey(value, part))
                        && (part == 0
                                || (long) prefixes.size() * in.values().size()
                                        <= MOST_COMBINATIONS)) {
                    chosen = condition;
                }
            }
            if (chosen == null) {
                return false;
            }
            switch (chosen) {
                case Equal equal -> {
                    single[part] = true;
                    score += 100;
                    extend(part, Collections.singletonList(equal.value()));
                }
                case In in -> {
                    score += 80;
                    extend(part, in.values());
                }
                case Range _, StartsWith _, Present _ -> {
                    return false;
                }
            }
            remember(part, chosen);
            return true;
        }

        /**
         * Two conditions on fields of one array may be met by two elements, unless they come from
         * one {@code $elemMatch}: an entry of the index holds the values of one element.
         */
        private List<Condition> usable(int part) {
            List<Condition> all = conditions.on(index.field(part));
            if (!index.isMultikey(part) || multikeyElement < 0) {
                return all;
            }
            return all.stream()
                    .filter(condition ->
                            condition.element() != 0 && condition.element() == multikeyElement)
                    .toList();
        }

        private void remember(int part, Condition condition) {
            if (index.isMultikey(part) && multikeyElement < 0) {
                multikeyElement = condition.element();
            }
        }

        private boolean hasKey(@Nullable Object value, int part) {
            return value != null || !index.isMultikey(part);
        }

        private void extend(int part, List<@Nullable Object> values) {
            boolean ascending = index.isAscending(part);
            if (prefixes.size() == 1 && values.size() == 1) {
                byte[] only = prefixes.getFirst();
                prefixes =
                        List.of(
                                writer.startWith(only)
                                        .value(values.getFirst(), ascending)
                                        .toBytes());
                return;
            }
            var extended = new TreeSet<byte[]>(Arrays::compareUnsigned);
            for (byte[] prefix : prefixes) {
                for (Object value : values) {
                    extended.add(writer.startWith(prefix).value(value, ascending).toBytes());
                }
            }
            prefixes = List.copyOf(extended);
        }

        private List<Interval> wholePrefixes() {
            return prefixes.stream()
                    .map(prefix ->
                            new Interval(
                                    prefix,
                                    writer.startWith(prefix).append(KeyWriter.ABOVE_ALL).toBytes()))
                    .toList();
        }

        private List<Interval> rangesOn(int part) {
            Range range = range(part);
            if (range != null) {
                score += 40;
                boolean ascending = index.isAscending(part);
                return prefixes.stream().map(prefix -> interval(prefix, range, ascending)).toList();
            }
            for (Condition condition : usable(part)) {
                if (condition instanceof StartsWith(String start, int _)) {
                    score += 60;
                    boolean ascending = index.isAscending(part);
                    return prefixes.stream()
                            .map(prefix -> starting(prefix, start, ascending))
                            .toList();
                }
            }
            if (part == 0
                    && index.isSparse()
                    && usable(part).stream().anyMatch(Present.class::isInstance)) {
                score += 30;
            }
            return wholePrefixes();
        }

        /** Bounds may come from different array elements, so on those only one bound holds. */
        private @Nullable Range range(int part) {
            Range low = null;
            Range high = null;
            for (Condition condition : usable(part)) {
                if (condition instanceof Range range) {
                    low = low == null && range.above() != null ? range : low;
                    high = high == null && range.below() != null ? range : high;
                }
            }
            Range first = low != null ? low : high;
            if (first == null) {
                return null;
            }
            remember(part, first);
            boolean sameElement =
                    low != null
                            && high != null
                            && (!index.isMultikey(part)
                                    || low.element() != 0 && low.element() == high.element());
            if (low == null || high == null || !sameElement) {
                return first;
            }
            return new Range(
                    low.above(), low.orAtLow(), high.below(), high.orAtHigh(), low.element());
        }

        private Interval interval(byte[] prefix, Range range, boolean ascending) {
            byte[] afterLow = bound(prefix, range.above(), ascending, ascending != range.orAtLow());
            byte[] beforeHigh =
                    bound(prefix, range.below(), ascending, ascending == range.orAtHigh());
            Object low = range.above();
            Object typed = low != null ? low : Objects.requireNonNull(range.below());
            byte[] type = writer.startWith(prefix).typeOf(typed, ascending).toBytes();
            byte[] first = afterLow;
            byte[] last = beforeHigh;
            if (!ascending) {
                first = beforeHigh;
                last = afterLow;
            }
            return new Interval(first == null ? type : first, last == null ? nextType(type) : last);
        }

        private static byte[] nextType(byte[] type) {
            byte[] next = type.clone();
            next[next.length - 1]++;
            return next;
        }

        private byte @Nullable [] bound(
                byte[] prefix, @Nullable Object value, boolean ascending, boolean past) {
            if (value == null) {
                return null;
            }
            writer.startWith(prefix).value(value, ascending);
            return past ? writer.append(KeyWriter.ABOVE_ALL).toBytes() : writer.toBytes();
        }

        private Interval starting(byte[] prefix, String start, boolean ascending) {
            byte[] from = writer.startWith(prefix).stringsStartingWith(start, ascending).toBytes();
            byte[] to =
                    writer.startWith(from)
                            .append(KeyWriter.ABOVE_ALL)
                            .append(KeyWriter.ABOVE_ALL)
                            .toBytes();
            return new Interval(from, to);
        }

        /**
         * Fields held to one value do not disturb an order. A list of values does, unless the order
         * asks for that field in its place.
         */
        private Ordered ordered(int bound, int intervals) {
            if (order == null) {
                return Ordered.NO;
            }
            Ordered reached = Ordered.ALL;
            Boolean direction = null;
            int part = 0;
            for (SortOrder.By by : order.fields()) {
                if (isHeldToOneValue(by.field())) {
                    continue;
                }
                while (part < bound && !index.field(part).equals(by.field())) {
                    reached = single[part] ? reached : Ordered.EACH_INTERVAL;
                    part++;
                }
                if (part == index.parts()
                        || !index.field(part).equals(by.field())
                        || index.isMultikey(part)) {
                    return Ordered.NO;
                }
                boolean reverse = by.ascending() != index.isAscending(part);
                if (direction != null && direction != reverse) {
                    return Ordered.NO;
                }
                direction = reverse;
                part++;
            }
            backwards = direction != null && direction;
            return intervals == 1 ? Ordered.ALL : reached;
        }

        private boolean isHeldToOneValue(String field) {
            for (int part = 0; part < index.parts(); part++) {
                if (single[part] && !index.isMultikey(part) && index.field(part).equals(field)) {
                    return true;
                }
            }
            return false;
        }
    }
}
