package io.pondcrm.segmentation.modelrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.modelrun.domain.Feature;
import io.pondcrm.segmentation.modelrun.domain.FeatureTable;
import io.pondcrm.segmentation.modelrun.domain.Grouping;
import io.pondcrm.segmentation.modelrun.domain.Groups;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupsTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");

    /**
     * E. H. Ruspini, "Numerical methods for fuzzy clustering", Information Sciences 2, 1970: the 75
     * points of R's data set {@code ruspini} (package cluster), compared number by number with its
     * copy in the public collection Rdatasets.
     */
    static final int[] RUSPINI = {
        4, 53, 5, 63, 10, 59, 9, 77, 13, 49, 13, 69, 12, 88, 15, 75, 18, 61, 19, 65, 22, 74, 27, 72,
        28, 76, 24, 58, 27, 55, 28, 60, 30, 52, 31, 60, 32, 61, 36, 72, 28, 147, 32, 149, 35, 153,
        33, 154, 38, 151, 41, 150, 38, 145, 38, 143, 32, 143, 34, 141, 44, 156, 44, 149, 44, 143,
        46, 142, 47, 149, 49, 152, 50, 142, 53, 144, 52, 152, 55, 155, 54, 124, 60, 136, 63, 139,
        86, 132, 85, 115, 85, 96, 78, 94, 74, 96, 97, 122, 98, 116, 98, 124, 99, 119, 99, 128, 101,
        115, 108, 111, 110, 111, 108, 116, 111, 126, 115, 117, 117, 115, 70, 4, 77, 12, 83, 21, 61,
        15, 69, 15, 78, 16, 66, 18, 58, 13, 64, 20, 69, 21, 66, 23, 61, 25, 76, 27, 72, 31, 64, 30
    };

    final HipparchusKMeans kMeans = new HipparchusKMeans();

    /**
     * The optimal sums of squares that the literature gives for Ruspini's points (O. du Merle, P.
     * Hansen, B. Jaumard, N. Mladenović, SIAM J. Sci. Comput. 21(4), 2000), found again by 200
     * random starts of a separate program. A public suite of optimization problems has the same
     * three as the best that are known: 89337.832142857, 51063.4750456705, 12881.0512361466.
     */
    @ParameterizedTest
    @CsvSource({"2,89337.832143", "3,51063.475046", "4,12881.051236"})
    void ruspinis_points_fall_into_the_groups_that_are_known(int k, double inertia) {
        var groups = Groups.of(asked(k, 1, Grouping.Scale.NONE), ruspini(), kMeans);

        assertThat(groups.inertia()).isCloseTo(inertia, within(1e-5));
        assertThat(groups.customers()).isEqualTo(75);
    }

    @Test
    void ruspinis_four_groups_are_far_apart() {
        var groups = Groups.of(asked(4, 1, Grouping.Scale.NONE), ruspini(), kMeans);

        assertThat(groups.groups()).extracting(Groups.Group::size).containsExactly(23, 20, 17, 15);
        assertThat(groups.silhouette())
                .isGreaterThan(
                        Groups.of(asked(3, 1, Grouping.Scale.NONE), ruspini(), kMeans).silhouette())
                .isGreaterThan(0.7);
    }

    @ParameterizedTest
    @CsvSource({"NONE", "STANDARD", "LOG_STANDARD"})
    void the_same_data_and_seed_give_the_same_groups(Grouping.Scale scale) {
        var one = Groups.of(asked(5, 42, scale), ruspini(), kMeans);
        var other = Groups.of(asked(5, 42, scale), ruspini(), kMeans);

        assertThat(other).isEqualTo(one);
        assertThat(other.hash()).isEqualTo(one.hash());
        assertThat(one.groups().stream().mapToInt(Groups.Group::size).sum()).isEqualTo(75);
    }

    /** Whoever was there is placed where the run put them; who comes later, by the same measure. */
    @ParameterizedTest
    @CsvSource({"NONE", "STANDARD", "LOG_STANDARD"})
    void everybody_is_placed_in_the_group_that_the_run_put_them_into(Grouping.Scale scale) {
        var groups = Groups.of(asked(4, 1, scale), ruspini(), kMeans);
        var sizes = new int[4];
        for (var point = 0; point < RUSPINI.length; point += 2) {
            var placed = groups.placing().place(new double[] {RUSPINI[point], RUSPINI[point + 1]});
            sizes[placed.group()]++;
            assertThat(placed.closeness()).hasSize(4);
            assertThat(placed.closeness().get(placed.group()))
                    .isEqualTo(Collections.min(placed.closeness()));
        }

        assertThat(sizes)
                .containsExactly(groups.groups().stream().mapToInt(Groups.Group::size).toArray());
        for (var group = 0; group < 4; group++) {
            var centre = groups.groups().get(group).centre();
            assertThat(
                            groups.placing()
                                    .place(new double[] {centre.getFirst(), centre.getLast()})
                                    .group())
                    .isEqualTo(group);
        }
    }

    @Test
    void other_data_have_another_hash_and_few_rows_are_told() {
        var table = ruspini();
        table.add(Fixtures.customer(99), new double[] {1, 1});

        assertThat(table.dataHash()).isNotEqualTo(ruspini().dataHash());
        assertThat(table.hasDistinct(76)).isTrue();
        assertThat(table.hasDistinct(77)).isFalse();
    }

    @Test
    void features_tell_how_a_customer_buys() {
        var asked =
                new Grouping(
                        List.of(Feature.values()),
                        2,
                        1,
                        Grouping.Scale.NONE,
                        "CNY",
                        Duration.ofDays(100),
                        NOW);
        var facts =
                Fixtures.registered(
                        Fixtures.ADA,
                        NOW.minus(Duration.ofDays(300)),
                        Fixtures.sale("1", NOW.minus(Duration.ofDays(101)), "900.00"),
                        Fixtures.sale("2", NOW.minus(Duration.ofDays(50)), "100.00"),
                        Fixtures.sale("3", NOW.minus(Duration.ofDays(20)), "60.00"),
                        Fixtures.refund("4", NOW.minus(Duration.ofDays(10)), "10.00"));

        assertThat(asked.measure(facts).orElseThrow())
                .containsExactly(new double[] {20, 2, 150, 300, 75, 1.0 / 3}, within(1e-12));
        assertThat(asked.measure(Fixtures.facts(Fixtures.BOB))).isEmpty();
    }

    private static Grouping asked(int k, long seed, Grouping.Scale scale) {
        return new Grouping(
                List.of(Feature.FREQUENCY, Feature.MONETARY), k, seed, scale, "CNY", null, NOW);
    }

    private static FeatureTable ruspini() {
        var table = new FeatureTable();
        for (var point = 0; point < RUSPINI.length / 2; point++) {
            table.add(
                    Fixtures.customer(point + 1L),
                    new double[] {RUSPINI[2 * point], RUSPINI[2 * point + 1]});
        }
        return table;
    }
}
