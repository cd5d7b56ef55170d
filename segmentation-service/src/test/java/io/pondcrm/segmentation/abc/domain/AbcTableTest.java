package io.pondcrm.segmentation.abc.domain;

import static io.pondcrm.segmentation.abc.domain.AbcClass.A;
import static io.pondcrm.segmentation.abc.domain.AbcClass.B;
import static io.pondcrm.segmentation.abc.domain.AbcClass.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AbcTableTest {

    @Test
    void a_share_that_just_reaches_the_cut_is_still_inside() {
        assertThat(classes(80, 15, 5)).containsExactly(A, B, C);
        assertThat(classes(60, 20, 15, 5)).containsExactly(A, A, B, C);
        assertThat(classes(60, 21, 14, 5)).containsExactly(A, B, B, C);
    }

    @Test
    void the_largest_is_a_however_large() {
        assertThat(classes(1000)).containsExactly(A);
        assertThat(classes(90, 10)).containsExactly(A, C);
    }

    @Test
    void equal_values_stand_by_customer_so_that_a_rerun_gives_the_same() {
        var table = AbcTable.of(new long[] {10, 10, 10, 10, 10}, AbcTable.Cuts.USUAL);

        assertThat(IntStream.range(0, 5).map(table::rowAt)).containsExactly(0, 1, 2, 3, 4);
        assertThat(IntStream.range(0, 5).mapToObj(table::classAt)).containsExactly(A, A, A, A, C);
    }

    @Test
    void nothing_and_less_than_nothing_is_c_and_takes_its_share_back() {
        var table = AbcTable.of(new long[] {-20, 80, 0, 20}, AbcTable.Cuts.USUAL);

        assertThat(IntStream.range(0, 4).map(table::rowAt)).containsExactly(1, 3, 2, 0);
        assertThat(IntStream.range(0, 4).mapToObj(table::classAt)).containsExactly(A, C, C, C);
        assertThat(table.shareAt(3)).isEqualByComparingTo("-0.2");
        assertThat(table.cumulativeShareAt(1)).isEqualByComparingTo("1");
        assertThat(table.cumulativeShareAt(3)).isEqualByComparingTo("0.8");
    }

    @Test
    void without_any_sales_everyone_is_c() {
        var table = AbcTable.of(new long[] {0, -5}, AbcTable.Cuts.USUAL);

        assertThat(IntStream.range(0, 2).mapToObj(table::classAt)).containsExactly(C, C);
        assertThat(table.shareAt(1)).isEqualByComparingTo("0");
    }

    @Test
    void cuts_rise_between_nothing_and_all() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AbcTable.Cuts(new BigDecimal(95), new BigDecimal(80)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AbcTable.Cuts(new BigDecimal(80), new BigDecimal(100)));
    }

    /** The twin sorts boxed rows and divides decimals at each step. */
    @Test
    void equals_a_straightforward_twin_on_random_values() {
        var random = new Random(3);
        for (var round = 0; round < 300; round++) {
            var values =
                    random.longs(1 + random.nextInt(60), -20, 1 + random.nextInt(5000)).toArray();
            var table = AbcTable.of(values, AbcTable.Cuts.USUAL);

            var rows = new ArrayList<>(IntStream.range(0, values.length).boxed().toList());
            rows.sort(
                    Comparator.<Integer>comparingLong(row -> values[row])
                            .reversed()
                            .thenComparing(Comparator.naturalOrder()));
            var whole = BigDecimal.ZERO;
            for (var value : values) {
                whole = whole.add(BigDecimal.valueOf(Math.max(0, value)));
            }
            var sum = BigDecimal.ZERO;
            var expected = new ArrayList<AbcClass>();
            for (var row : rows) {
                sum = sum.add(BigDecimal.valueOf(values[row]));
                var percent =
                        whole.signum() == 0
                                ? BigDecimal.ZERO
                                : sum.multiply(new BigDecimal(100))
                                        .divide(whole, 20, RoundingMode.HALF_UP);
                expected.add(
                        values[row] <= 0
                                ? C
                                : expected.isEmpty() || percent.compareTo(new BigDecimal(80)) <= 0
                                        ? A
                                        : percent.compareTo(new BigDecimal(95)) <= 0 ? B : C);
            }

            assertThat(IntStream.range(0, rows.size()).mapToObj(table::rowAt)).isEqualTo(rows);
            assertThat(IntStream.range(0, rows.size()).mapToObj(table::classAt).toList())
                    .isEqualTo(expected);
        }
    }

    private static List<AbcClass> classes(long... values) {
        var table = AbcTable.of(values, AbcTable.Cuts.USUAL);
        return IntStream.range(0, values.length).mapToObj(table::classAt).toList();
    }
}
