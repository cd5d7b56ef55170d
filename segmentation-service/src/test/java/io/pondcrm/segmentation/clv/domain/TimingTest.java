package io.pondcrm.segmentation.clv.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TimingTest {

    @Test
    void weeks_are_days_by_seven_and_not_rounded() {
        assertThat(Timing.WEEKS.history(new int[] {100, 117, 130}, 372))
                .isEqualTo(new History(2, 30 / 7.0, 272 / 7.0));
    }

    @Test
    void purchases_after_the_end_do_not_count() {
        assertThat(Timing.WEEKS.history(new int[] {100, 107, 130}, 120))
                .isEqualTo(new History(1, 1, 20 / 7.0));
        assertThatThrownBy(() -> Timing.WEEKS.history(new int[] {100}, 99))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void opportunities_are_whole_and_count_once() {
        var months = Timing.opportunities(30);

        assertThat(months.history(new int[] {0, 1, 30, 31, 90, 125}, 130))
                .isEqualTo(new History(3, 3, 4));
        assertThat(months.units(59)).isEqualTo(1);
    }

    @Test
    void special_functions_meet_their_identities() {
        assertThat(SpecialFunctions.logGamma(0.5)).isCloseTo(Math.log(Math.PI) / 2, within(1e-14));
        assertThat(SpecialFunctions.logGamma(1)).isCloseTo(0, within(1e-14));
        assertThat(SpecialFunctions.logGamma(101)).isCloseTo(363.73937555556349, within(1e-11));
        assertThat(SpecialFunctions.logGamma(1e-10)).isCloseTo(10 * Math.log(10), within(1e-9));
        // 2F1(1, 1; 2; z) = -ln(1-z)/z
        assertThat(SpecialFunctions.hypergeometricOfOne(1, 2, 0.9))
                .isCloseTo(-Math.log(0.1) / 0.9, within(1e-13));
        assertThat(SpecialFunctions.integrateBeta(0.1, 3, _ -> 1))
                .isCloseTo(Math.exp(SpecialFunctions.logBeta(0.1, 3)), within(1e-10));
        assertThat(SpecialFunctions.integrateToInfinity(t -> Math.exp(-t) / Math.sqrt(t)))
                .isCloseTo(Math.sqrt(Math.PI), within(1e-12));
    }
}
