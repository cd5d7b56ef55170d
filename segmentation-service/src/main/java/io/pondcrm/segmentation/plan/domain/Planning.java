package io.pondcrm.segmentation.plan.domain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every way an attempt to spread hours can end. */
public sealed interface Planning {

    /**
     * The hours serve as much value as they can, and every floor is kept.
     *
     * @param shares by team and tier; those of nothing are left out
     */
    record Planned(List<Share> shares) implements Planning {

        public Planned {
            shares = List.copyOf(shares);
        }
    }

    /**
     * There is not enough time to give everybody what they get at least.
     *
     * @param missing by tier; only those that lack something. Which of several tiers lacks it may
     *     be chosen; the sum may not
     */
    record FloorsTooHigh(Hours needed, Hours available, Map<String, Hours> missing)
            implements Planning {

        public FloorsTooHigh {
            missing = Collections.unmodifiableMap(new LinkedHashMap<>(missing));
        }

        /** The hours that the teams would need on top. */
        public Hours missingInAll() {
            return missing.values().stream().reduce(Hours.NONE, Hours::plus);
        }
    }

    /** So much of a team's time goes to a tier. */
    record Share(String team, String tier, Hours hours) {}

    /**
     * Spreads the hours of teams over tiers, so that the value at risk that is served is the most
     * there can be. No team gives more than it has; every customer gets at least their floor; no
     * tier gets more than it can use.
     */
    static Planning of(List<Team> teams, List<TierNeed> needs, HoursSolver solver) {
        var floors = program(teams, needs, needs.stream().map(TierNeed::floor).toList(), false);
        var kept = sums(floors, solver.maximize(floors));
        var missing = new LinkedHashMap<String, Hours>();
        for (var at = 0; at < needs.size(); at++) {
            var lack = needs.get(at).floor().less(new Hours(kept[at]));
            if (!lack.equals(Hours.NONE)) {
                missing.put(needs.get(at).tier(), lack);
            }
        }
        if (!missing.isEmpty()) {
            return new FloorsTooHigh(
                    needs.stream().map(TierNeed::floor).reduce(Hours.NONE, Hours::plus),
                    teams.stream().map(Team::capacity).reduce(Hours.NONE, Hours::plus),
                    missing);
        }
        var most = program(teams, needs, needs.stream().map(TierNeed::most).toList(), true);
        var amounts = solver.maximize(most);
        var shares = new ArrayList<Share>();
        for (var at = 0; at < amounts.size(); at++) {
            if (amounts.get(at) > 0) {
                var route = most.routes().get(at);
                shares.add(
                        new Share(
                                teams.get(route.source()).id(),
                                needs.get(route.target()).tier(),
                                new Hours(amounts.get(at))));
            }
        }
        return new Planned(shares);
    }

    /**
     * @param best true to serve the most value above the floors; false to come as close to {@code
     *     limits} as can be, whatever it is worth
     */
    private static HoursProgram program(
            List<Team> teams, List<TierNeed> needs, List<Hours> limits, boolean best) {
        var available = teams.stream().map(Team::capacity).reduce(Hours.NONE, Hours::plus);
        var targets = new ArrayList<HoursProgram.Target>();
        var routes = new ArrayList<HoursProgram.Route>();
        var worths = worths(needs);
        for (var target = 0; target < needs.size(); target++) {
            // Nobody can give more than there is: the numbers stay of one size.
            var most = Math.min(limits.get(target).hundredths(), available.hundredths());
            targets.add(
                    new HoursProgram.Target(
                            best ? needs.get(target).floor().hundredths() : 0, most));
            for (var source = 0; source < teams.size(); source++) {
                if (most > 0 && teams.get(source).serves(needs.get(target).tier())) {
                    routes.add(
                            new HoursProgram.Route(
                                    source, target, best ? worths.get(target) : BigDecimal.ONE));
                }
            }
        }
        return new HoursProgram(
                teams.stream().map(team -> team.capacity().hundredths()).toList(), targets, routes);
    }

    /** What an hour of each tier serves, as a share of what the best tier's does. */
    private static List<BigDecimal> worths(List<TierNeed> needs) {
        var worths =
                needs.stream()
                        .map(it ->
                                it.most().equals(Hours.NONE)
                                        ? BigDecimal.ZERO
                                        : it.valueAtRisk()
                                                .divide(
                                                        BigDecimal.valueOf(it.most().hundredths()),
                                                        MathContext.DECIMAL64))
                        .toList();
        var best = worths.stream().reduce(BigDecimal.ZERO, BigDecimal::max);
        return best.signum() == 0
                ? worths
                : worths.stream().map(it -> it.divide(best, MathContext.DECIMAL64)).toList();
    }

    private static long[] sums(HoursProgram program, List<Long> amounts) {
        var sums = new long[program.targets().size()];
        for (var at = 0; at < amounts.size(); at++) {
            sums[program.routes().get(at).target()] += amounts.get(at);
        }
        return sums;
    }
}
