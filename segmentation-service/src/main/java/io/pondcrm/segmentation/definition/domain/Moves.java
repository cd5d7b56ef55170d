package io.pondcrm.segmentation.definition.domain;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How many customers are in which group by one version of a definition, and in which by another:
 * each customer who is in one by either of them once, also who stays.
 *
 * @param <G> the groups, in their order
 */
public record Moves<G extends Comparable<? super G>>(SortedMap<Move<G>, Long> counts) {

    /**
     * From one group to another or the same.
     *
     * @param from null for who was in none
     * @param to null for who would be in none
     */
    public record Move<G extends Comparable<? super G>>(@Nullable G from, @Nullable G to)
            implements Comparable<Move<G>> {

        @Override
        public int compareTo(Move<G> other) {
            var byFrom = compare(from, other.from);
            return byFrom == 0 ? compare(to, other.to) : byFrom;
        }

        /** Who is in none comes first. */
        private static <G extends Comparable<? super G>> int compare(
                @Nullable G one, @Nullable G other) {
            if (one == null || other == null) {
                return Boolean.compare(one != null, other != null);
            }
            return Comparator.<G>naturalOrder().compare(one, other);
        }
    }

    public Moves {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /** Nobody was looked at yet. */
    public static <G extends Comparable<? super G>> Moves<G> none() {
        return new Moves<>(new TreeMap<>());
    }

    /**
     * @param before each customer's group by the version in force
     * @param after likewise by the version to be tried
     */
    public static <G extends Comparable<? super G>> Moves<G> between(
            Map<String, G> before, Map<String, G> after) {
        var customers = new TreeSet<>(before.keySet());
        customers.addAll(after.keySet());
        return Moves.<G>none()
                .and(
                        customers.stream()
                                .map(it -> new Move<>(before.get(it), after.get(it)))
                                .toList());
    }

    /** With more customers, each of whom makes one move; who is in no group makes none. */
    public Moves<G> and(Collection<Move<G>> more) {
        var sums = new TreeMap<>(counts);
        for (var move : more) {
            if (move.from != null || move.to != null) {
                sums.merge(move, 1L, Long::sum);
            }
        }
        return new Moves<>(sums);
    }

    /** Customers who would be in another group, or in one for the first time, or in none. */
    public long moved() {
        return counts.entrySet().stream()
                .filter(it -> !Objects.equals(it.getKey().from, it.getKey().to))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** How many are in each group by the version in force. */
    public SortedMap<G, Long> before() {
        return count(Move::from);
    }

    /** How many would be in each group by the version to be tried. */
    public SortedMap<G, Long> after() {
        return count(Move::to);
    }

    private SortedMap<G, Long> count(Function<Move<G>, @Nullable G> side) {
        var sums = new TreeMap<G, Long>();
        counts.forEach((move, count) -> {
            var group = side.apply(move);
            if (group != null) {
                sums.merge(group, count, Long::sum);
            }
        });
        return sums;
    }
}
