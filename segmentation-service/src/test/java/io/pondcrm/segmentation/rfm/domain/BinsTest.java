package io.pondcrm.segmentation.rfm.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinsTest {

    static final Bins.CutPoints FIXED =
            new Bins.CutPoints(
                    List.of(30, 90),
                    List.of(2, 5),
                    List.of(new BigDecimal("100.00"), new BigDecimal("1000")));

    @Test
    void fixed_limits_are_reached_by_the_value_that_equals_them() {
        assertThat(score(30, 2, "100")).isEqualTo("322");
        assertThat(score(31, 1, "99.99")).isEqualTo("211");
        assertThat(score(90, 4, "999.99")).isEqualTo("222");
        assertThat(score(91, 5, "1000.00")).isEqualTo("133");
    }

    @Test
    void limits_rise_and_are_as_many_in_each_dimension() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Bins.CutPoints(
                                List.of(30, 30),
                                List.of(2, 5),
                                List.of(BigDecimal.ONE, BigDecimal.TEN)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Bins.CutPoints(List.of(30), List.of(2, 5), List.of(BigDecimal.ONE)));
    }

    @Test
    void one_figure_is_the_weighted_mean_and_a_cell_reads_back() {
        assertThat(new RfmScores(5, 4, 3, 5).combined(new Weights(2, 1, 1)))
                .isEqualTo(new BigDecimal("4.25"));
        assertThat(new RfmScores(10, 10, 1, 10).cell()).isEqualTo("10.10.1");
        assertThat(RfmScores.ofCell("10.10.1", 10)).isEqualTo(new RfmScores(10, 10, 1, 10));
        assertThat(RfmScores.ofCell("543", 5)).isEqualTo(new RfmScores(5, 4, 3, 5));
    }

    private static String score(int daysSince, int frequency, String monetary) {
        return FIXED.score(
                        new RfmValues(1000 - daysSince, frequency, new BigDecimal(monetary)), 1000)
                .cell();
    }
}
