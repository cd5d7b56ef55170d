package io.pondcrm.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {

    /** Four digits are published; ours have six. */
    static final Offset<BigDecimal> PUBLISHED = Offset.offset(new BigDecimal("0.0000505"));

    /**
     * R. G. Newcombe, "Two-sided confidence intervals for the single proportion: comparison of
     * seven methods", Statistics in Medicine 17, 1998, table I, method 3. Several public test
     * suites quote the same four rows of it, and SciPy's normal quantile in Wilson's formula gives
     * them: 0.255289 to 0.366210, 0.062386 to 0.160487, 0 to 0.161125, 0.006113 to 0.171755.
     */
    @ParameterizedTest
    @CsvSource({
        "81,263,0.2553,0.3662",
        "15,148,0.0624,0.1605",
        "0,20,0.0000,0.1611",
        "1,29,0.0061,0.1718"
    })
    void the_limits_are_as_published(long count, long of, BigDecimal low, BigDecimal high) {
        var proportion = new Proportion(count, of);

        assertThat(proportion.low().setScale(4, RoundingMode.HALF_UP)).isEqualTo(low);
        assertThat(proportion.high().setScale(4, RoundingMode.HALF_UP)).isEqualTo(high);
    }

    @Test
    void of_nothing_nothing_is_known() {
        var proportion = new Proportion(0, 0);

        assertThat(proportion.share()).isZero();
        assertThat(proportion.low()).isZero();
        assertThat(proportion.high()).isEqualByComparingTo("1");
        assertThat(new Proportion(1, 2).liftOver(proportion)).isZero();
    }

    @Test
    void lift_is_the_ratio_of_two_shares() {
        assertThat(new Proportion(2, 4).liftOver(new Proportion(10, 80))).isEqualByComparingTo("4");
    }

    /**
     * R. G. Newcombe, "Interval estimation for the difference between independent proportions:
     * comparison of eleven methods", Statistics in Medicine 17, 1998, table II, method 10.
     */
    @ParameterizedTest
    @CsvSource({
        "56,70,48,80,0.0524,0.3339",
        "9,10,3,10,0.1705,0.8090",
        "6,7,2,7,0.0582,0.8062",
        "5,56,0,29,-0.0381,0.1926",
        "0,10,0,20,-0.1611,0.2775",
        "0,10,0,10,-0.2775,0.2775",
        "10,10,0,20,0.6791,1.0000",
        "10,10,0,10,0.6075,1.0000"
    })
    void the_limits_of_a_difference_are_as_published(
            long count, long of, long otherCount, long otherOf, BigDecimal low, BigDecimal high) {
        var difference = new Proportion(count, of).minus(new Proportion(otherCount, otherOf));

        assertThat(difference.low()).isCloseTo(low, PUBLISHED);
        assertThat(difference.high()).isCloseTo(high, PUBLISHED);
    }

    @Test
    void nothing_can_not_be_compared() {
        assertThatThrownBy(() -> new Proportion(1, 2).minus(new Proportion(0, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
