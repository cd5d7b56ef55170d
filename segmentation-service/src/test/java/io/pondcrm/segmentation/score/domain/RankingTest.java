package io.pondcrm.segmentation.score.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {

    @Test
    void orders_like_a_stable_sort_for_narrow_wide_and_negative_values() {
        var random = new Random(11);
        for (var round = 0; round < 400; round++) {
            var rows = random.nextInt(300);
            var spread = 1L << random.nextInt(64);
            var values =
                    random.longs(rows)
                            .map(value ->
                                    spread <= 0 ? value : Math.floorMod(value, spread) - spread / 2)
                            .toArray();

            assertThat(Ranking.ascending(values, rows)).isEqualTo(sorted(values));
            if (spread > 0 && spread <= 1L << 31) {
                var narrow = new int[rows + 5];
                for (var row = 0; row < rows; row++) {
                    narrow[row] = (int) values[row];
                }
                assertThat(Ranking.ascending(narrow, rows)).isEqualTo(sorted(values));
            }
        }
    }

    @Test
    void takes_the_largest_and_smallest_numbers_there_are() {
        var values = new long[] {Long.MAX_VALUE, 0, Long.MIN_VALUE, -1, Long.MAX_VALUE, 1};

        assertThat(Ranking.ascending(values, values.length)).containsExactly(2, 3, 1, 5, 0, 4);
    }

    @Test
    void quantiles_are_one_plus_rank_times_bins_by_rows() {
        var order = new int[] {3, 1, 0, 2, 4, 6, 5};

        assertThat(Ranking.quantiles(order, 5)).containsExactly(2, 1, 3, 1, 3, 5, 4);
    }

    private static int[] sorted(long[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingLong(row -> values[row]))
                .mapToInt(row -> row)
                .toArray();
    }
}
