package io.pondcrm.segmentation.modelrun.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.modelrun.domain.Outlook.Example;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PropensityTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    static final Outlook ASKED =
            new Outlook(
                    new Measure(List.of(Feature.RECENCY_DAYS, Feature.FREQUENCY), "CNY", null),
                    7,
                    false,
                    Duration.ofDays(90),
                    null,
                    NOW);

    /** Knows the answer: -1 for the first column, 0.5 for the second. */
    static final LogisticRegression KNOWING =
            new LogisticRegression() {
                @Override
                public Found fit(double[][] rows, boolean[] happened, double ridge) {
                    return new Found(new double[] {0, -1, 0.5}, -1, true);
                }

                @Override
                public String library() {
                    return "none";
                }

                @Override
                public String version() {
                    return "0";
                }
            };

    @Test
    void what_was_known_a_horizon_ago_is_held_against_who_bought_since() {
        var ada =
                Fixtures.registered(
                        Fixtures.ADA,
                        NOW.minus(Duration.ofDays(300)),
                        Fixtures.sale("1", NOW.minus(Duration.ofDays(200)), "10.00"),
                        Fixtures.sale("2", NOW.minus(Duration.ofDays(100)), "10.00"),
                        Fixtures.sale("3", NOW.minus(Duration.ofDays(30)), "10.00"));
        var bob =
                Fixtures.facts(
                        Fixtures.BOB, Fixtures.sale("4", NOW.minus(Duration.ofDays(91)), "10.00"));
        var newcomer =
                Fixtures.facts(
                        Fixtures.BOB, Fixtures.sale("5", NOW.minus(Duration.ofDays(89)), "10.00"));

        var bought = ASKED.look(ada).orElseThrow();
        var stayed = ASKED.look(bob).orElseThrow();

        assertThat(bought.features()).containsExactly(10, 2);
        assertThat(bought.bought()).isTrue();
        assertThat(bought.gender()).isEqualTo("FEMALE");
        assertThat(stayed.features()).containsExactly(1, 1);
        assertThat(stayed.bought()).isFalse();
        assertThat(stayed.region()).isEqualTo("UNKNOWN");
        assertThat(ASKED.look(newcomer)).isEmpty();
    }

    @Test
    void it_is_tried_on_others_than_it_learned_from() {
        var examples = crowd(new Random(5), 1_000);

        var found = Propensity.of(ASKED, examples, KNOWING).orElseThrow();

        assertThat(found.learned()).isBetween(650, 750);
        assertThat(found.learned() + found.quality().customers()).isEqualTo(1_000);
        assertThat(found.quality().areaUnderCurve()).isGreaterThan(0.7);
        assertThat(found.quality().logLoss()).isLessThan(found.quality().baseLogLoss());
        assertThat(found.threshold()).isBetween(0.3, 0.7);
        assertThat(found.means().getFirst()).isCloseTo(50, within(3.0));
        assertThat(found.deviations().getFirst())
                .isCloseTo(Math.sqrt(100 * 100 / 12.0), within(2.0));
    }

    @Test
    void the_same_data_and_seed_give_the_same_model() {
        var one = Propensity.of(ASKED, crowd(new Random(5), 300), KNOWING).orElseThrow();
        var other = Propensity.of(ASKED, crowd(new Random(5), 300), KNOWING).orElseThrow();

        assertThat(other).isEqualTo(one);
        assertThat(other.hash()).isEqualTo(one.hash());
        assertThat(
                        Propensity.of(ASKED, crowd(new Random(6), 300), KNOWING)
                                .orElseThrow()
                                .dataHash())
                .isNotEqualTo(one.dataHash());
    }

    @Test
    void nothing_is_learned_from_few_or_where_all_are_alike() {
        assertThat(Propensity.of(ASKED, crowd(new Random(5), 30), KNOWING)).isEmpty();
        var alike = new Examples();
        for (var number = 1; number <= 200; number++) {
            alike.add(
                    Fixtures.customer(number),
                    new Example(new double[] {number, 1}, true, "FEMALE", "30-39", "CN-SH"));
        }
        assertThat(Propensity.of(ASKED, alike, KNOWING)).isEmpty();
    }

    /** By hand, of six pairs: 0.8 wins two, 0.4 wins one and ties one. */
    @Test
    void the_area_under_the_curve_counts_pairs() {
        assertThat(
                        Propensity.Quality.areaUnderCurve(
                                new double[] {0.8, 0.4, 0.4, 0.3, 0.9},
                                new boolean[] {true, true, false, false, false}))
                .isCloseTo(3.5 / 6, within(1e-12));
    }

    @Test
    void losses_are_means_over_those_it_was_tried_on() {
        var quality =
                Propensity.Quality.of(new double[] {0.8, 0.4}, new boolean[] {true, false}, 0.5);

        assertThat(quality.logLoss())
                .isCloseTo(-(Math.log(0.8) + Math.log(0.6)) / 2, within(1e-12));
        assertThat(quality.baseLogLoss()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(quality.brier()).isCloseTo((0.04 + 0.16) / 2, within(1e-12));
        assertThat(quality.share()).isEqualTo(0.5);
    }

    /**
     * The example of the US agencies' "Questions and Answers to Clarify and Provide a Common
     * Interpretation of the Uniform Guidelines on Employee Selection Procedures", 1979: rates of
     * 60, 45, 48 and 51 % have impact ratios of 75, 80 and 85 %.
     */
    @Test
    void groups_are_selected_within_four_fifths_or_not_as_published() {
        assertThat(ratio(60, 45)).isCloseTo(0.75, within(1e-12));
        assertThat(attribute(60, 45).isWithinFourFifths()).isFalse();
        assertThat(ratio(60, 48)).isCloseTo(0.80, within(1e-12));
        assertThat(attribute(60, 48).isWithinFourFifths()).isTrue();
        assertThat(ratio(60, 51)).isCloseTo(0.85, within(1e-12));
        assertThat(attribute(60).ratio()).isEmpty();
        assertThat(attribute(60).isWithinFourFifths()).isTrue();
    }

    @Test
    void rates_are_counted_by_group() {
        var examples = new ArrayList<Example>();
        var probabilities = new double[80];
        for (var row = 0; row < 80; row++) {
            var isFemale = row % 2 == 0;
            examples.add(
                    new Example(
                            new double[0],
                            row < 20,
                            isFemale ? "FEMALE" : row < 75 ? "MALE" : "UNKNOWN",
                            "30-39",
                            "CN-SH"));
            probabilities[row] = isFemale && row < 40 || row < 10 ? 0.6 : 0.4;
        }

        var gender = Fairness.of(examples, probabilities, 0.5).attributes().getFirst();

        assertThat(gender.groups())
                .containsExactly(
                        new Fairness.Group("FEMALE", 40, 20, 10, 10),
                        new Fairness.Group("MALE", 37, 5, 10, 5),
                        new Fairness.Group("UNKNOWN", 3, 0, 0, 0));
        // Of so few as the third group nothing is said.
        assertThat(gender.ratio().orElseThrow()).isCloseTo(5 / 37.0 / 0.5, within(1e-12));
        assertThat(gender.groups().get(1).truePositiveRate()).hasValue(0.5);
        assertThat(gender.groups().get(2).truePositiveRate()).isEmpty();
    }

    private static double ratio(int... percent) {
        return attribute(percent).ratio().orElseThrow();
    }

    private static Fairness.Attribute attribute(int... percent) {
        var groups = new ArrayList<Fairness.Group>();
        for (var rate : percent) {
            groups.add(new Fairness.Group("G" + groups.size(), 100, rate, 0, 0));
        }
        return new Fairness.Attribute("gender", groups);
    }

    /** The longer ago somebody bought, the less likely they buy. */
    private static Examples crowd(Random random, int size) {
        var examples = new Examples();
        for (var number = 1; number <= size; number++) {
            var recency = random.nextInt(100);
            examples.add(
                    Fixtures.customer(number),
                    new Example(
                            new double[] {recency, 1 + random.nextInt(5)},
                            random.nextInt(100) >= recency,
                            random.nextBoolean() ? "FEMALE" : "MALE",
                            "30-39",
                            "CN-SH"));
        }
        return examples;
    }
}
