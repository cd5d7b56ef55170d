package io.pondcrm.segmentation.clv.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pondcrm.kernel.Money;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * P. S. Fader, B. G. S. Hardie, "How to Project Customer Retention", Journal of Interactive
 * Marketing 21(1), 2007: the customers left of 1,000 in two segments over twelve years (table 1),
 * fitted to the first seven. Figures with more digits than the paper has were computed by SciPy
 * from its formulas.
 */
class ShiftedBetaGeometricTest {

    static final ContractCohort REGULAR =
            cohort(1_000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173);
    static final ContractCohort HIGH_END =
            cohort(1_000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394);

    /** The paper's figure 5 and appendix B: 0.704 and 1.182, 0.668 and 3.806 with LL -1611.2. */
    @Test
    void both_segments_are_fitted_as_published() {
        var regular = ShiftedBetaGeometric.fit(List.of(REGULAR), 5);
        var highEnd = ShiftedBetaGeometric.fit(List.of(HIGH_END), 5);

        assertThat(regular.converged()).isTrue();
        assertThat(regular.model().alpha()).isCloseTo(0.704, within(5e-4));
        assertThat(regular.model().beta()).isCloseTo(1.182, within(5e-4));
        assertThat(regular.logLikelihood()).isCloseTo(-1680.265188, within(1e-5));
        assertThat(highEnd.converged()).isTrue();
        assertThat(highEnd.model().alpha()).isCloseTo(0.668, within(5e-4));
        assertThat(highEnd.model().beta()).isCloseTo(3.806, within(5e-4));
        assertThat(highEnd.logLikelihood()).isCloseTo(-1611.158147, within(1e-5));
        assertThat(regular.model().meanCancellation()).isCloseTo(0.37, within(5e-3));
        assertThat(highEnd.model().meanCancellation()).isCloseTo(0.15, within(5e-3));
    }

    /** Appendix B: LL -2115.5 with both parameters 1.0, -2741.7 with both 0.01. */
    @ParameterizedTest
    @CsvSource({"1.0,-2115.5", "0.01,-2741.7"})
    void the_likelihood_elsewhere_is_as_published(double both, double published) {
        var calibration = cohort(1_000, 869, 743, 653, 593, 551, 517, 491);

        assertThat(new ShiftedBetaGeometric(both, both).logLikelihood(List.of(calibration)))
                .isCloseTo(published, within(0.05));
    }

    /** Of year 12 the paper says: 4 % off in the high-end segment, 2 % in the regular one. */
    @Test
    void the_years_that_were_not_fitted_are_foretold_as_published() {
        var highEnd = model(HIGH_END).holdout();
        var regular = model(REGULAR).holdout();

        assertThat(highEnd)
                .extracting(ContractModel.Compared::renewal)
                .containsExactly(8, 9, 10, 11, 12);
        assertThat(highEnd)
                .extracting(it -> Math.round(it.expected()))
                .containsExactly(460L, 436L, 414L, 395L, 378L);
        assertThat(Math.abs(highEnd.getLast().error())).isCloseTo(0.04, within(5e-3));
        assertThat(Math.abs(regular.getLast().error())).isCloseTo(0.02, within(5e-3));
    }

    /**
     * The cohorts of "Customer-Base Valuation in a Contractual Setting", Marketing Science 29(1),
     * 2010, table 1, as the authors' note "Fitting the sBG Model to Multi-Cohort Data" fits them:
     * alpha 3.80, beta 15.19.
     */
    @Test
    void cohorts_of_different_ages_are_fitted_together() {
        var fitted =
                ShiftedBetaGeometric.fit(
                        List.of(
                                cohort(10_000, 8_000, 6_480, 5_307, 4_391),
                                cohort(10_000, 8_000, 6_480, 5_307),
                                cohort(10_000, 8_000, 6_480),
                                cohort(10_000, 8_000)),
                        0);

        assertThat(fitted.model().alpha()).isCloseTo(3.80, within(5e-3));
        assertThat(fitted.model().beta()).isCloseTo(15.19, within(5e-3));
        assertThat(fitted.logLikelihood()).isCloseTo(-40255.837281, within(1e-5));
    }

    /** By equation 6 of the paper of 2010, with SciPy's Gauss hypergeometric function. */
    @ParameterizedTest
    @CsvSource({
        "3.80,15.19,0,3.308376804968",
        "3.80,15.19,1,3.449617055891",
        "3.80,15.19,2,3.585214913031",
        "3.80,15.19,3,3.715533864280",
        "3.80,15.19,4,3.840904268448",
        "0.668,3.806,7,7.529949530911"
    })
    void what_is_still_to_come_is_discounted(double alpha, double beta, int past, double expected) {
        var model = new ShiftedBetaGeometric(alpha, beta);

        assertThat(model.residualLifetime(past, 0.1).orElseThrow())
                .isCloseTo(expected, within(1e-9));
    }

    @Test
    void what_is_still_to_come_is_the_sum_of_what_survives() {
        var model = new ShiftedBetaGeometric(3.8, 15.19);

        var sum = 0.0;
        for (var ahead = 1; ahead <= 2_000; ahead++) {
            sum += model.survival(3, ahead) / Math.pow(1.01, ahead - 1);
        }

        assertThat(model.residualLifetime(3, 0.01).orElseThrow()).isCloseTo(sum, within(1e-6));
        assertThat(model.residualLifetime(3, 0).orElseThrow())
                .isCloseTo(18.19 / 2.8, within(1e-12))
                .isCloseTo(model.residualLifetime(3, 1e-9).orElseThrow(), within(1e-5));
        assertThat(new ShiftedBetaGeometric(0.7, 1.2).residualLifetime(3, 0)).isEmpty();
    }

    @Test
    void nine_of_ten_contracts_end_within_the_interval() {
        var model = new ShiftedBetaGeometric(3.8, 15.19);

        var interval = model.interval(2);

        assertThat(model.survival(2, interval.fewest())).isGreaterThanOrEqualTo(0.95);
        assertThat(model.survival(2, interval.fewest() + 1)).isLessThan(0.95);
        assertThat(model.survival(2, interval.most())).isGreaterThan(0.05);
        assertThat(model.survival(2, interval.most() + 1)).isLessThanOrEqualTo(0.05);
        assertThat(new ShiftedBetaGeometric(0.1, 50).interval(0).most())
                .isEqualTo(ShiftedBetaGeometric.MOST_RENEWALS);
    }

    @Test
    void what_brings_a_margin_is_worth_it_times_what_is_to_come() {
        var residual = model(HIGH_END).residual(7, new DiscountRate(0.1));

        assertThat(residual.lifetime()).isEmpty();
        assertThat(residual.value())
                .isEqualTo(
                        Money.of(
                                String.format(
                                        Locale.ROOT,
                                        "%.2f",
                                        100 * residual.discounted().orElseThrow()),
                                "CNY"));
        // One in twenty of these cancels at the next renewal.
        assertThat(residual.lowest()).isEqualTo(Money.of("0.00", "CNY"));
        // Of ever more payments, each worth a tenth less: never more than 11.
        assertThat(residual.highest()).isEqualTo(Money.of("1100.00", "CNY"));
        assertThat(model(HIGH_END).discount(new DiscountRate(0.1))).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void what_can_not_be_fitted_is_known_before() {
        var once = cohort(100, 80);
        var never = cohort(100, 100, 100);

        assertThat(ShiftedBetaGeometric.canBeFitted(List.of(once), 0)).isFalse();
        assertThat(ShiftedBetaGeometric.canBeFitted(List.of(never), 0)).isFalse();
        assertThat(ShiftedBetaGeometric.canBeFitted(List.of(once, never), 0)).isTrue();
        assertThat(ShiftedBetaGeometric.canBeFitted(List.of(HIGH_END), 11)).isFalse();
        assertThatThrownBy(() -> cohort(100, 101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ShiftedBetaGeometric.fit(List.of(once), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ContractModel model(ContractCohort cohort) {
        return new ContractModel(
                "ctr",
                "Contracts",
                12,
                Money.of("100.00", "CNY"),
                DiscountRate.NONE,
                List.of(cohort),
                5,
                ShiftedBetaGeometric.fit(List.of(cohort), 5),
                Instant.EPOCH);
    }

    private static ContractCohort cohort(long... customers) {
        return new ContractCohort("A", Arrays.stream(customers).boxed().toList());
    }
}
