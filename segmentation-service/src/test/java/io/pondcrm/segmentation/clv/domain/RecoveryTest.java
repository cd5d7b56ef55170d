package io.pondcrm.segmentation.clv.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Populations are made by the models' own stories; fits must find out how. */
class RecoveryTest {

    static final int END = 700;
    static final int HOLDOUT_END = 1_065;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void the_parameters_and_the_regularity_of_a_population_are_found(int k) {
        var truth = new BetaGeometric(true, k, 1.2, 5.0, 0.8, 3.0);
        var population = population(truth, 20_000, 42);

        var fitted = Fitting.fitAll(population).getFirst();

        assertThat(fitted.model().family()).isEqualTo(truth.family());
        var found = (BetaGeometric) fitted.model();
        assertThat(fitted.converged()).isTrue();
        assertThat(found.k()).isEqualTo(k);
        assertThat(found.r()).isCloseTo(truth.r(), withPercentage(10));
        assertThat(found.alpha()).isCloseTo(truth.alpha(), withPercentage(10));
        assertThat(found.a() / (found.a() + found.b()))
                .isCloseTo(truth.a() / (truth.a() + truth.b()), within(0.02));
        var holdout = HoldoutError.of(found, population, Timing.WEEKS.units(HOLDOUT_END - END));
        assertThat(holdout.expected()).isCloseTo(holdout.actual(), withPercentage(4));
    }

    /**
     * MBG/CNBD-k (Platzer &amp; Reutterer 2017) errs about 9 % less than BG/NBD on a log of grocery
     * purchases. That log is not among our data; of these buyers, as regular as four events a
     * purchase make them, it errs by 1.092 against 1.403, 22 % less.
     */
    @Test
    void regular_buyers_are_forecast_better_by_the_regular_model() {
        var population = population(new BetaGeometric(true, 4, 4.0, 6.0, 0.8, 6.0), 10_000, 7);
        var weeks = Timing.WEEKS.units(HOLDOUT_END - END);

        var regular =
                HoldoutError.of(
                        Fitting.fit(Family.MBG_CNBD_K, population).model(), population, weeks);
        var random =
                HoldoutError.of(Fitting.fit(Family.BG_NBD, population).model(), population, weeks);

        assertThat(regular.meanAbsoluteError()).isLessThan(0.91 * random.meanAbsoluteError());
    }

    /** Spend is taken for independent of frequency: where it isn't, the fit says so. */
    @Test
    void spend_that_hangs_on_frequency_is_warned_of() {
        var population = population(new BetaGeometric(true, 1, 1.2, 5.0, 0.8, 3.0), 1_000, 11);
        var random = new SplittableRandom(12);
        var independent = new Spending();
        var growing = new Spending();
        var falling = new Spending();
        for (var row = 0; row < population.rows(); row++) {
            var repeats = population.at(row).repeats();
            for (var one = 0L; one < population.count(row); one++) {
                var mean = gamma(random, 6) * 5;
                independent.add(repeats, mean);
                growing.add(repeats, mean + 5 * repeats);
                falling.add(repeats, mean + 100.0 / (1 + repeats));
            }
        }

        assertThat(fit(population, independent).isCorrelated()).isFalse();
        assertThat(fit(population, growing).isCorrelated()).isTrue();
        assertThat(fit(population, growing).correlation()).isPositive();
        assertThat(fit(population, falling).isCorrelated()).isTrue();
        assertThat(fit(population, falling).correlation()).isNegative();
    }

    private static ClvFit fit(Histories histories, Spending spending) {
        var end = LocalDate.ofEpochDay(END);
        var found =
                ClvFit.of(
                        Family.MBG_NBD,
                        histories,
                        spending,
                        new ClvPeriods(null, end, end),
                        Instant.EPOCH);
        return ((ClvFit.Outcome.Found) found).fit();
    }

    @Test
    void parts_of_the_customers_add_up_to_all_of_them() {
        var truth = new BetaGeometric(true, 2, 1.2, 5.0, 0.8, 3.0);
        var days = days(truth, 3_000, 5);
        var whole = new Histories.Collector(Timing.WEEKS, END, HOLDOUT_END);
        var merged = Histories.none(Timing.WEEKS);
        for (var from = 0; from < days.size(); from += 700) {
            var part = new Histories.Collector(Timing.WEEKS, END, HOLDOUT_END);
            for (var one : days.subList(from, Math.min(days.size(), from + 700))) {
                whole.add(one);
                part.add(one);
            }
            merged = part.collapse().plus(merged);
        }
        var all = whole.collapse();

        assertThat(merged.keys()).isEqualTo(all.keys());
        assertThat(merged.counts()).isEqualTo(all.counts());
        assertThat(merged.gaps()).isEqualTo(all.gaps());
        var read = Histories.of(Timing.WEEKS, all.keys(), all.counts(), all.gaps());
        assertThat(Fitting.fit(Family.MBG_CNBD_K, read))
                .isEqualTo(Fitting.fit(Family.MBG_CNBD_K, merged));
    }

    @Test
    void the_analytic_gradient_is_that_of_the_likelihood() {
        var population = population(new BetaGeometric(true, 3, 1.2, 5.0, 0.8, 3.0), 500, 3);
        for (var k : new int[] {1, 3}) {
            for (var leavesAtOnce : new boolean[] {true, false}) {
                var likelihood = new BetaGeometricLikelihood(population, leavesAtOnce, k);
                var point = new double[] {0.7, 4, 1.1, 2.3};
                var analytic = new double[4];
                likelihood.at(point, analytic);
                var numeric = new double[4];
                Bfgs.differentiated(it -> likelihood.at(it, new double[4])).at(point, numeric);

                for (var index = 0; index < 4; index++) {
                    assertThat(analytic[index])
                            .isCloseTo(
                                    numeric[index], within(1e-4 * Math.abs(numeric[index]) + 1e-3));
                }
            }
        }
    }

    static Histories population(BetaGeometric truth, int customers, long seed) {
        var collector = new Histories.Collector(Timing.WEEKS, END, HOLDOUT_END);
        days(truth, customers, seed).forEach(collector::add);
        return collector.collapse();
    }

    /** Purchase days; customers begin within the first 200 days. */
    static ArrayList<int[]> days(BetaGeometric truth, int customers, long seed) {
        var random = new SplittableRandom(seed);
        var all = new ArrayList<int[]>();
        for (var customer = 0; customer < customers; customer++) {
            var rate = gamma(random, truth.r()) / truth.alpha();
            var one = gamma(random, truth.a());
            var leaves = one / (one + gamma(random, truth.b()));
            var first = random.nextInt(200);
            var days = new ArrayList<Integer>();
            days.add(first);
            var weeks = 0.0;
            while (!(truth.leavesAtOnce() || days.size() > 1) || random.nextDouble() >= leaves) {
                for (var event = 0; event < truth.k(); event++) {
                    weeks -= Math.log(1 - random.nextDouble()) / rate;
                }
                var day = first + weeks * 7;
                if (!(day <= HOLDOUT_END)) {
                    break;
                }
                if ((int) day > days.getLast()) {
                    days.add((int) day);
                }
            }
            all.add(days.stream().mapToInt(Integer::intValue).toArray());
        }
        return all;
    }

    /** Marsaglia &amp; Tsang 2000. */
    static double gamma(SplittableRandom random, double shape) {
        if (shape < 1) {
            return gamma(random, shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
        }
        var d = shape - 1.0 / 3;
        while (true) {
            var x = random.nextGaussian();
            var v = Math.pow(1 + x / Math.sqrt(9 * d), 3);
            if (v > 0
                    && Math.log(1 - random.nextDouble())
                            < x * x / 2 + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
