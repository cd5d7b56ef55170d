package io.pondcrm.segmentation.tier.domain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Movers as a flow from the tiers before to the tiers after: what a Sankey diagram shows. The sum
 * of the links that leave or reach a node is its customers.
 *
 * @param before highest first, those without a tier last
 * @param after likewise
 * @param links in the order of their beginnings, then of their ends; none without customers
 */
public record TierFlow(List<Node> before, List<Node> after, List<Link> links) {

    /**
     * A tier before or after.
     *
     * @param tier empty for none
     */
    public record Node(String tier, long customers) {}

    /**
     * Customers who go from one tier to another, or stay.
     *
     * @param from empty for none
     * @param to empty for none
     */
    public record Link(String from, String to, long customers, Direction direction) {}

    /** Which way a link goes. */
    public enum Direction {
        RISES,
        STAYS,
        FALLS
    }

    public TierFlow {
        before = List.copyOf(before);
        after = List.copyOf(after);
        links = List.copyOf(links);
    }

    /**
     * @param current the version in force; null where there was none
     */
    public static TierFlow of(
            Map<Movers.Move, Long> counts, @Nullable TierRules current, TierRules draft) {
        var before = new TreeMap<String, Long>();
        var after = new TreeMap<String, Long>();
        counts.forEach((move, customers) -> {
            before.merge(move.from(), customers, Long::sum);
            after.merge(move.to(), customers, Long::sum);
        });
        var nodesBefore = nodes(current == null ? List.of() : current.levels(), before);
        var nodesAfter = nodes(draft.levels(), after);
        var links = new ArrayList<Link>();
        for (var from : nodesBefore) {
            for (var to : nodesAfter) {
                var customers = counts.getOrDefault(new Movers.Move(from.tier(), to.tier()), 0L);
                if (customers > 0) {
                    links.add(
                            new Link(
                                    from.tier(),
                                    to.tier(),
                                    customers,
                                    direction(from.tier(), to.tier(), current, draft)));
                }
            }
        }
        return new TierFlow(nodesBefore, nodesAfter, links);
    }

    private static List<Node> nodes(List<TierLevel> levels, Map<String, Long> customers) {
        var tiers = new LinkedHashSet<String>();
        levels.reversed().forEach(level -> tiers.add(level.code()));
        tiers.addAll(customers.keySet());
        if (tiers.remove("")) {
            tiers.add("");
        }
        return tiers.stream()
                .map(tier -> new Node(tier, customers.getOrDefault(tier, 0L)))
                .toList();
    }

    /** A tier that the draft does not have is as high as its place in the version in force. */
    private static Direction direction(
            String from, String to, @Nullable TierRules current, TierRules draft) {
        var was = draft.rankOf(from);
        if (was < 0 && current != null) {
            was = current.rankOf(from);
        }
        var is = draft.rankOf(to);
        return is > was ? Direction.RISES : is < was ? Direction.FALLS : Direction.STAYS;
    }

    public long customers() {
        return links.stream().mapToLong(Link::customers).sum();
    }

    /** How many go that way. */
    public long customers(Direction direction) {
        return links.stream()
                .filter(link -> link.direction() == direction)
                .mapToLong(Link::customers)
                .sum();
    }
}
