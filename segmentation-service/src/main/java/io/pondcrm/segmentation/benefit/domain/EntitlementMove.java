package io.pondcrm.segmentation.benefit.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How what a customer has by one scheme is another than they were told last.
 *
 * @param now all that they have, in the order of the benefits' ids
 * @param gained benefits that they did not have
 * @param lost what they have no longer, as it was
 * @param altered benefits with other parameters
 */
public record EntitlementMove(
        List<Holding> now, List<String> gained, List<Holding> lost, List<String> altered) {

    public EntitlementMove {
        now = List.copyOf(now);
        gained = List.copyOf(gained);
        lost = List.copyOf(lost);
        altered = List.copyOf(altered);
    }

    /** From what was told last to what is so now; each has a benefit once at most. */
    public static EntitlementMove between(List<Holding> told, List<Holding> now) {
        var before = byBenefit(told);
        var after = byBenefit(now);
        var gained = new ArrayList<String>();
        var altered = new ArrayList<String>();
        after.forEach((benefit, holding) -> {
            var known = before.remove(benefit);
            if (known == null) {
                gained.add(benefit);
            } else if (!known.parameters().equals(holding.parameters())) {
                altered.add(benefit);
            }
        });
        return new EntitlementMove(
                List.copyOf(after.values()), gained, List.copyOf(before.values()), altered);
    }

    private static Map<String, Holding> byBenefit(List<Holding> holdings) {
        return holdings.stream()
                .collect(
                        Collectors.toMap(
                                Holding::benefit, it -> it, (first, _) -> first, TreeMap::new));
    }
}
