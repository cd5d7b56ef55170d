package io.pondcrm.segmentation.modelrun.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftTest {

    /**
     * By hand, from a quarter in each bin to 10, 20, 30 and 40 %: -0.15 ln 0.4 - 0.05 ln 0.8 + 0.05
     * ln 1.2 + 0.15 ln 1.6 = 0.13744 + 0.01116 + 0.00912 + 0.07050.
     */
    @Test
    void the_index_is_as_computed_by_hand() {
        var bins =
                new FeatureBins(
                        "FREQUENCY", List.of(1.0, 2.0, 3.0), List.of(0.25, 0.25, 0.25, 0.25));
        var count = new Drift.Count(List.of(bins));
        IntStream.of(1, 2, 2, 3, 3, 3, 4, 4, 4, 4).forEach(it -> count.add(new double[] {it}));

        var drift = count.drift(Instant.EPOCH);

        assertThat(drift.features().getFirst().stability()).isCloseTo(0.22822, within(5e-6));
        assertThat(drift.shift()).isEqualTo(Drift.Shift.MINOR);
        assertThat(drift.customers()).isEqualTo(10);
    }

    @Test
    void who_stays_the_same_does_not_drift() {
        var values = IntStream.range(0, 1_000).mapToDouble(it -> it).toArray();
        var bins = FeatureBins.of("MONETARY", values);
        var count = new Drift.Count(List.of(bins));
        DoubleStream.of(values).forEach(it -> count.add(new double[] {it}));

        var drift = count.drift(Instant.EPOCH);

        assertThat(bins.cuts()).hasSize(9).startsWith(99.0).endsWith(899.0);
        assertThat(bins.shares()).allMatch(it -> Math.abs(it - 0.1) < 1e-12);
        assertThat(drift.largest()).isZero();
        assertThat(drift.shift()).isEqualTo(Drift.Shift.NONE);
    }

    @Test
    void bins_fall_together_where_many_are_alike() {
        var bins = FeatureBins.of("FREQUENCY", new double[] {1, 1, 1, 1, 1, 1, 1, 2, 5, 5});

        assertThat(bins.cuts()).containsExactly(1.0, 2.0);
        assertThat(bins.shares()).containsExactly(0.7, 0.1, 0.2);
        assertThat(FeatureBins.of("FREQUENCY", new double[] {3, 3}).cuts()).isEmpty();
    }

    /** An empty bin counts as a ten-thousandth: -0.5 ln 0.5 + 0.4999 ln(0.5 / 0.0001). */
    @Test
    void a_bin_that_was_or_is_empty_leaves_the_index_finite() {
        var bins = new FeatureBins("FREQUENCY", List.of(1.0), List.of(1.0, 0.0));
        var count = new Drift.Count(List.of(bins));
        count.add(new double[] {1});
        count.add(new double[] {2});

        var drift = count.drift(Instant.EPOCH);

        assertThat(drift.largest())
                .isCloseTo(-0.5 * Math.log(0.5) + 0.4999 * Math.log(5_000), within(1e-12));
        assertThat(drift.shift()).isEqualTo(Drift.Shift.MAJOR);
    }
}
