package io.pondcrm.segmentation.modelrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.modelrun.domain.Feature;
import io.pondcrm.segmentation.modelrun.domain.FeatureTable;
import io.pondcrm.segmentation.modelrun.domain.Grouping;
import io.pondcrm.segmentation.modelrun.domain.Mixture;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixtureTest {

    /**
     * Eruptions of Old Faithful, minutes each and to the next: R's data set {@code faithful}, after
     * A. Azzalini, A. W. Bowman, "A look at some data on the Old Faithful geyser", Applied
     * Statistics 39, 1990; from its copy in the public collection Rdatasets.
     */
    static final double[] FAITHFUL = {
        3.6, 79, 1.8, 54, 3.333, 74, 2.283, 62, 4.533, 85, 2.883, 55, 4.7, 88, 3.6, 85, 1.95, 51,
        4.35, 85, 1.833, 54, 3.917, 84, 4.2, 78, 1.75, 47, 4.7, 83, 2.167, 52, 1.75, 62, 4.8, 84,
        1.6, 52, 4.25, 79, 1.8, 51, 1.75, 47, 3.45, 78, 3.067, 69, 4.533, 74, 3.6, 83, 1.967, 55,
        4.083, 76, 3.85, 78, 4.433, 79, 4.3, 73, 4.467, 77, 3.367, 66, 4.033, 80, 3.833, 74, 2.017,
        52, 1.867, 48, 4.833, 80, 1.833, 59, 4.783, 90, 4.35, 80, 1.883, 58, 4.567, 84, 1.75, 58,
        4.533, 73, 3.317, 83, 3.833, 64, 2.1, 53, 4.633, 82, 2, 59, 4.8, 75, 4.716, 90, 1.833, 54,
        4.833, 80, 1.733, 54, 4.883, 83, 3.717, 71, 1.667, 64, 4.567, 77, 4.317, 81, 2.233, 59, 4.5,
        84, 1.75, 48, 4.8, 82, 1.817, 60, 4.4, 92, 4.167, 78, 4.7, 78, 2.067, 65, 4.7, 73, 4.033,
        82, 1.967, 56, 4.5, 79, 4, 71, 1.983, 62, 5.067, 76, 2.017, 60, 4.567, 78, 3.883, 76, 3.6,
        83, 4.133, 75, 4.333, 82, 4.1, 70, 2.633, 65, 4.067, 73, 4.933, 88, 3.95, 76, 4.517, 80,
        2.167, 48, 4, 86, 2.2, 60, 4.333, 90, 1.867, 50, 4.817, 78, 1.833, 63, 4.3, 72, 4.667, 84,
        3.75, 75, 1.867, 51, 4.9, 82, 2.483, 62, 4.367, 88, 2.1, 49, 4.5, 83, 4.05, 81, 1.867, 47,
        4.7, 84, 1.783, 52, 4.85, 86, 3.683, 81, 4.733, 75, 2.3, 59, 4.9, 89, 4.417, 79, 1.7, 59,
        4.633, 81, 2.317, 50, 4.6, 85, 1.817, 59, 4.417, 87, 2.617, 53, 4.067, 69, 4.25, 77, 1.967,
        56, 4.6, 88, 3.767, 81, 1.917, 45, 4.5, 82, 2.267, 55, 4.65, 90, 1.867, 45, 4.167, 83, 2.8,
        56, 4.333, 89, 1.833, 46, 4.383, 82, 1.883, 51, 4.933, 86, 2.033, 53, 3.733, 79, 4.233, 81,
        2.233, 60, 4.533, 82, 4.817, 77, 4.333, 76, 1.983, 59, 4.633, 80, 2.017, 49, 5.1, 96, 1.8,
        53, 5.033, 77, 4, 77, 2.4, 65, 4.6, 81, 3.567, 71, 4, 70, 4.5, 81, 4.083, 93, 1.8, 53,
        3.967, 89, 2.2, 45, 4.15, 86, 2, 58, 3.833, 78, 3.5, 66, 4.583, 76, 2.367, 63, 5, 88, 1.933,
        52, 4.617, 93, 1.917, 49, 2.083, 57, 4.583, 77, 3.333, 68, 4.167, 81, 4.333, 81, 4.5, 73,
        2.417, 50, 4, 85, 4.167, 74, 1.883, 55, 4.583, 77, 4.25, 83, 3.767, 83, 2.033, 51, 4.433,
        78, 4.083, 84, 1.833, 46, 4.417, 83, 2.183, 55, 4.8, 81, 1.833, 57, 4.8, 76, 4.1, 84, 3.966,
        77, 4.233, 81, 3.5, 87, 4.366, 77, 2.25, 51, 4.667, 78, 2.1, 60, 4.35, 82, 4.133, 91, 1.867,
        53, 4.6, 78, 1.783, 46, 4.367, 77, 3.85, 84, 1.933, 49, 4.5, 83, 2.383, 71, 4.7, 80, 1.867,
        49, 3.833, 75, 3.417, 64, 4.233, 76, 2.4, 53, 4.8, 94, 2, 55, 4.15, 76, 1.867, 50, 4.267,
        82, 1.75, 54, 4.483, 75, 4, 78, 4.117, 79, 4.083, 78, 4.267, 78, 3.917, 70, 4.55, 79, 4.083,
        70, 2.417, 54, 4.183, 86, 2.217, 50, 4.45, 90, 1.883, 54, 1.85, 54, 4.283, 77, 3.95, 79,
        2.333, 64, 4.15, 75, 2.35, 47, 4.933, 86, 2.9, 63, 4.583, 85, 3.833, 82, 2.083, 57, 4.367,
        82, 2.133, 67, 4.35, 74, 2.2, 54, 4.45, 83, 3.567, 73, 4.5, 73, 4.15, 88, 3.817, 80, 3.917,
        71, 4.45, 83, 2, 56, 4.283, 79, 4.767, 78, 4.533, 84, 1.85, 58, 4.25, 83, 1.983, 43, 2.25,
        60, 4.75, 75, 4.117, 81, 2.15, 46, 4.417, 90, 1.817, 46, 4.467, 74
    };

    final HipparchusKMeans kMeans = new HipparchusKMeans();
    final HipparchusMixture mixture = new HipparchusMixture();

    /**
     * The R package mclust (L. Scrucca et al., The R Journal 8/1, 2016) gives two components with
     * unlike covariance matrices (VVV) a criterion of -2322.192. The rest is of an independent
     * expectation maximization with SciPy.
     */
    @Test
    void old_faithful_erupts_in_two_ways_as_others_found() {
        var found = fit(2, 1, Grouping.Scale.NONE).orElseThrow();

        assertThat(found.criterion()).isCloseTo(-2322.192, within(0.01));
        assertThat(found.logLikelihood()).isCloseTo(-1130.263960, within(0.005));
        assertThat(found.converged()).isTrue();
        var longer = found.components().getFirst();
        assertThat(longer.weight()).isCloseTo(0.6441, within(1e-3));
        assertThat(longer.size()).isEqualTo(175);
        assertThat(longer.centre().getFirst()).isCloseTo(4.2897, within(1e-3));
        assertThat(longer.centre().getLast()).isCloseTo(79.9681, within(1e-2));
        assertThat(longer.spread().getLast()).isCloseTo(6.0038, within(1e-2));
        assertThat(found.components().stream().mapToInt(Mixture.Component::size).sum())
                .isEqualTo(272);
    }

    /** Whoever was there belongs where they did; the sizes are those of who is likeliest where. */
    @ParameterizedTest
    @CsvSource({"NONE", "STANDARD", "LOG_STANDARD"})
    void everybody_is_placed_in_the_component_they_are_likeliest_of(Grouping.Scale scale) {
        var found = fit(2, 1, scale).orElseThrow();
        var placing = Objects.requireNonNull(found.placing());
        var sizes = new int[2];
        for (var row = 0; row < FAITHFUL.length; row += 2) {
            var placed = placing.place(new double[] {FAITHFUL[row], FAITHFUL[row + 1]});
            sizes[placed.group()]++;
            assertThat(placed.closeness().stream().mapToDouble(it -> it).sum())
                    .isCloseTo(1, within(1e-12));
        }

        assertThat(sizes)
                .containsExactly(
                        found.components().stream().mapToInt(Mixture.Component::size).toArray());
        // Between the two, and far from both.
        assertThat(placing.place(new double[] {3.0, 66}).closeness())
                .allSatisfy(it -> assertThat(it).isBetween(0.001, 0.999));
        assertThat(placing.place(new double[] {900, 9000}).closeness())
                .allSatisfy(it -> assertThat(it).isBetween(0.0, 1.0));
    }

    @Test
    void the_same_data_and_seed_give_the_same_components() {
        var one = fit(3, 42, Grouping.Scale.LOG_STANDARD);
        var other = fit(3, 42, Grouping.Scale.LOG_STANDARD);

        assertThat(other).isEqualTo(one);
        assertThat(other.orElseThrow().hash()).isEqualTo(one.orElseThrow().hash());
        assertThat(
                        one.orElseThrow().components().stream()
                                .mapToDouble(Mixture.Component::weight)
                                .sum())
                .isCloseTo(1, within(1e-9));
    }

    /** Two features that are the same make every covariance matrix one of a line. */
    @Test
    void a_component_that_shrinks_to_a_line_is_told() {
        var table = new FeatureTable();
        for (var row = 0; row < 50; row++) {
            table.add(Fixtures.customer(row + 1L), new double[] {row % 7, row % 7});
        }

        assertThat(Mixture.of(asked(2, 1, Grouping.Scale.NONE), table, kMeans, mixture)).isEmpty();
    }

    private Optional<Mixture> fit(int k, long seed, Grouping.Scale scale) {
        var table = new FeatureTable();
        for (var row = 0; row < FAITHFUL.length / 2; row++) {
            table.add(
                    Fixtures.customer(row + 1L),
                    new double[] {FAITHFUL[2 * row], FAITHFUL[2 * row + 1]});
        }
        return Mixture.of(asked(k, seed, scale), table, kMeans, mixture);
    }

    private static Grouping asked(int k, long seed, Grouping.Scale scale) {
        return new Grouping(
                List.of(Feature.FREQUENCY, Feature.MONETARY),
                k,
                seed,
                scale,
                "CNY",
                null,
                GroupsTest.NOW);
    }
}
