package io.pondcrm.segmentation.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pondcrm.segmentation.plan.domain.Hours;
import io.pondcrm.segmentation.plan.domain.Planning;
import io.pondcrm.segmentation.plan.domain.ResourcePlan;
import io.pondcrm.segmentation.plan.domain.Team;
import io.pondcrm.segmentation.plan.domain.TierNeed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Plans by the solver that the service uses, held against one that tries everything. */
class ResourcePlanningTest {

    final OjAlgoSolver solver = new OjAlgoSolver();

    @Test
    void the_best_tier_gets_what_the_floors_leave() {
        var teams = List.of(team("all", "100"));
        var needs =
                List.of(
                        need("STANDARD", 100, "1", "0.25", "10000"),
                        need("SILVER", 20, "2", "0.5", "20000"),
                        need("GOLD", 10, "5", "0.5", "50000"));

        var plan = plan(teams, needs, planned(Planning.of(teams, needs, solver)));

        // Floors take 25 + 20 + 25; an hour serves 100, 500, 1000: 25 more to gold, 5 to silver.
        assertThat(plan.hoursForTier("STANDARD")).isEqualTo(Hours.of("25"));
        assertThat(plan.hoursForTier("SILVER")).isEqualTo(Hours.of("25"));
        assertThat(plan.hoursForTier("GOLD")).isEqualTo(Hours.of("50"));
        assertThat(plan.hoursOfTeam("all")).isEqualTo(Hours.of("100"));
        assertThat(plan.valueServed()).isEqualByComparingTo("65000.00");
        assertThat(plan.valueAtRisk()).isEqualByComparingTo("80000");
    }

    /** Served greedily, team by team, gold would take the one team that may serve silver. */
    @Test
    void a_team_that_may_serve_all_steps_in_where_no_other_may() {
        var teams =
                List.of(
                        team("everybody", "10"),
                        new Team("gold-only", Hours.of("10"), Set.of("GOLD")));
        var needs =
                List.of(need("SILVER", 10, "1", "0", "100"), need("GOLD", 10, "1", "0", "1000"));

        var plan = plan(teams, needs, planned(Planning.of(teams, needs, solver)));

        assertThat(plan.hoursForTier("GOLD")).isEqualTo(Hours.of("10"));
        assertThat(plan.hoursForTier("SILVER")).isEqualTo(Hours.of("10"));
    }

    @Test
    void floors_that_take_too_much_say_how_many_hours_are_missing() {
        var teams =
                List.of(
                        new Team("silver-only", Hours.of("30"), Set.of("SILVER")),
                        new Team("gold-only", Hours.of("12.50"), Set.of("GOLD")));
        var needs =
                List.of(
                        need("SILVER", 10, "2", "0.5", "100"),
                        need("GOLD", 10, "2", "0.75", "1000"));

        assertThat(Planning.of(teams, needs, solver))
                .isEqualTo(
                        new Planning.FloorsTooHigh(
                                Hours.of("25"),
                                Hours.of("42.50"),
                                Map.of("GOLD", Hours.of("2.50"))));
    }

    @Test
    void nobody_gets_a_little_less_than_the_floor_because_it_was_rounded() {
        var need = need("STANDARD", 3, "0.10", "0.3333", "1");

        assertThat(need.floorEach()).isEqualTo(Hours.of("0.04"));
        assertThat(need.underFloor(Hours.of("0.11"), 3)).isEqualTo(1);
        assertThat(need.underFloor(Hours.of("0.12"), 3)).isZero();
        assertThat(need.underFloor(Hours.of("0.12"), 5)).isEqualTo(2);
    }

    @Test
    void a_tier_without_customers_needs_nothing() {
        var teams = List.of(team("all", "5"));
        var needs = List.of(need("SILVER", 0, "2", "1", "0"), need("GOLD", 1, "2", "1", "0"));

        var plan = plan(teams, needs, planned(Planning.of(teams, needs, solver)));

        assertThat(plan.hoursForTier("SILVER")).isEqualTo(Hours.NONE);
        assertThat(plan.hoursForTier("GOLD")).isEqualTo(Hours.of("2"));
        assertThat(plan.valueServed()).isEqualByComparingTo("0");
    }

    @Test
    void a_small_plan_is_the_best_of_all_there_are() {
        var random = new Random(59);
        var infeasible = 0;
        for (var round = 0; round < 400; round++) {
            var teams = randomTeams(random, 1 + random.nextInt(2), 6);
            var needs = randomNeeds(random, 1 + random.nextInt(3), 3, 4);
            var everything = new Everything(teams, needs);

            switch (Planning.of(teams, needs, solver)) {
                case Planning.Planned(var shares) -> {
                    var plan = plan(teams, needs, shares);
                    assertKept(plan);
                    assertThat(everything.worth(plan))
                            .as("%s %s", teams, needs)
                            .isEqualTo(everything.best());
                }
                case Planning.FloorsTooHigh lack -> {
                    infeasible++;
                    assertThat(lack.missingInAll().hundredths())
                            .as("%s %s", teams, needs)
                            .isEqualTo(everything.leastMissing())
                            .isPositive();
                }
            }
        }
        assertThat(infeasible).isBetween(50, 350);
    }

    @Test
    void a_large_plan_keeps_every_limit_exactly() {
        var random = new Random(60);
        for (var round = 0; round < 20; round++) {
            var teams = randomTeams(random, 50, 100_000_000);
            var needs = randomNeeds(random, 12, 200_000, 300);

            if (Planning.of(teams, needs, solver) instanceof Planning.Planned(var shares)) {
                assertKept(plan(teams, needs, shares));
            }
        }
    }

    @Test
    void times_and_shares_out_of_range_are_refused() {
        assertThatThrownBy(() -> new Hours(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Hours.of("1.001")).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> need("GOLD", 1, "1", "1.1", "0"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> need("GOLD", -1, "1", "1", "0"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertKept(ResourcePlan plan) {
        for (var team : plan.teams()) {
            assertThat(plan.hoursOfTeam(team.id())).isLessThanOrEqualTo(team.capacity());
        }
        for (var need : plan.needs()) {
            var hours = plan.hoursForTier(need.tier());
            assertThat(hours).isBetween(need.floor(), need.most());
            assertThat(need.underFloor(hours, need.customers())).isZero();
        }
        for (var share : plan.shares()) {
            assertThat(plan.teams())
                    .filteredOn(it -> it.id().equals(share.team()))
                    .allMatch(it -> it.tiers().isEmpty() || it.tiers().contains(share.tier()));
        }
    }

    private static List<Planning.Share> planned(Planning planning) {
        assertThat(planning).isInstanceOf(Planning.Planned.class);
        return ((Planning.Planned) planning).shares();
    }

    private static ResourcePlan plan(
            List<Team> teams, List<TierNeed> needs, List<Planning.Share> shares) {
        return new ResourcePlan(
                "plan", "Plan", "scheme", "CNY", teams, needs, shares, Instant.EPOCH);
    }

    private static Team team(String id, String hours) {
        return new Team(id, Hours.of(hours), Set.of());
    }

    private static TierNeed need(
            String tier, long customers, String each, String level, String value) {
        return new TierNeed(
                tier,
                customers,
                Hours.of(each),
                new BigDecimal(level),
                new BigDecimal(value),
                false);
    }

    private static List<Team> randomTeams(Random random, int count, int capacity) {
        return IntStream.range(0, count)
                .mapToObj(it ->
                        new Team(
                                "team" + it,
                                new Hours(random.nextInt(capacity + 1)),
                                random.nextBoolean()
                                        ? Set.of()
                                        : Set.of("T0", "T" + (1 + random.nextInt(2)))))
                .toList();
    }

    private static List<TierNeed> randomNeeds(Random random, int count, int customers, int each) {
        var levels = List.of("0", "0.1", "0.25", "0.5", "1");
        return IntStream.range(0, count)
                .mapToObj(it ->
                        new TierNeed(
                                "T" + it,
                                random.nextInt(customers + 1),
                                new Hours(random.nextInt(each + 1)),
                                new BigDecimal(levels.get(random.nextInt(levels.size()))),
                                BigDecimal.valueOf(random.nextInt(1_000)),
                                false))
                .toList();
    }

    /** Tries every way to spread the hours, in whole hundredths. */
    private static final class Everything {

        private final List<Team> teams;
        private final List<TierNeed> needs;
        private final long[] given;
        private long best = -1;
        private long leastMissing = Long.MAX_VALUE;

        Everything(List<Team> teams, List<TierNeed> needs) {
            this.teams = teams;
            this.needs = needs;
            this.given = new long[needs.size()];
            spread(0, 0, teams.getFirst().capacity().hundredths());
        }

        /** The most worth with all floors kept; -1 if they can't be. */
        long best() {
            return best;
        }

        long leastMissing() {
            return leastMissing;
        }

        long worth(ResourcePlan plan) {
            return worth(
                    needs.stream()
                            .mapToLong(it -> plan.hoursForTier(it.tier()).hundredths())
                            .toArray());
        }

        /** Value served times all tiers' hours, which is a whole number. */
        private long worth(long[] hours) {
            var worth = 0L;
            for (var tier = 0; tier < hours.length; tier++) {
                var product = needs.get(tier).valueAtRisk().longValueExact() * hours[tier];
                for (var other = 0; other < hours.length; other++) {
                    if (other != tier) {
                        product *= Math.max(1, needs.get(other).most().hundredths());
                    }
                }
                worth += product;
            }
            return worth;
        }

        private void spread(int team, int tier, long left) {
            if (tier == needs.size()) {
                if (team + 1 < teams.size()) {
                    spread(team + 1, 0, teams.get(team + 1).capacity().hundredths());
                } else {
                    judge();
                }
                return;
            }
            spread(team, tier + 1, left);
            var allowed = teams.get(team).tiers();
            if (allowed.isEmpty() || allowed.contains(needs.get(tier).tier())) {
                var room = needs.get(tier).most().hundredths() - given[tier];
                for (var hours = 1L; hours <= Math.min(left, room); hours++) {
                    given[tier] += hours;
                    spread(team, tier + 1, left - hours);
                    given[tier] -= hours;
                }
            }
        }

        private void judge() {
            var missing = new ArrayList<Long>();
            for (var tier = 0; tier < given.length; tier++) {
                missing.add(Math.max(0, needs.get(tier).floor().hundredths() - given[tier]));
            }
            var lack = missing.stream().mapToLong(it -> it).sum();
            leastMissing = Math.min(leastMissing, lack);
            if (lack == 0) {
                best = Math.max(best, worth(given));
            }
        }
    }
}
