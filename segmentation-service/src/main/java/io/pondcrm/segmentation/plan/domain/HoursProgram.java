package io.pondcrm.segmentation.plan.domain;

import java.math.BigDecimal;
import java.util.List;

/**
 * A linear program: how much goes from each source to each target. All limits are whole numbers,
 * and every route takes from one source and gives to one target; so its best corners are whole
 * numbers too (a transportation problem has a totally unimodular matrix: Hoffman and Kruskal,
 * "Integral boundary points of convex polyhedra", 1956).
 *
 * @param capacities what each source has
 * @param targets what each target takes
 * @param routes what may go from where to where
 */
public record HoursProgram(List<Long> capacities, List<Target> targets, List<Route> routes) {

    /** At least, and at most. */
    public record Target(long least, long most) {}

    /**
     * @param worth of one unit, from 0 to 1
     */
    public record Route(int source, int target, BigDecimal worth) {}

    public HoursProgram {
        capacities = List.copyOf(capacities);
        targets = List.copyOf(targets);
        routes = List.copyOf(routes);
    }

    /** Whether amounts, one a route, keep every limit exactly. */
    public boolean allows(List<Long> amounts) {
        var taken = new long[capacities.size()];
        var given = new long[targets.size()];
        for (var at = 0; at < routes.size(); at++) {
            var amount = amounts.get(at);
            if (amount < 0) {
                return false;
            }
            taken[routes.get(at).source()] += amount;
            given[routes.get(at).target()] += amount;
        }
        for (var source = 0; source < taken.length; source++) {
            if (taken[source] > capacities.get(source)) {
                return false;
            }
        }
        for (var target = 0; target < given.length; target++) {
            if (given[target] < targets.get(target).least()
                    || given[target] > targets.get(target).most()) {
                return false;
            }
        }
        return true;
    }
}
