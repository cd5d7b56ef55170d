package io.pondcrm.segmentation.clv.domain;

import io.pondcrm.kernel.Money;
import io.pondcrm.segmentation.score.domain.InputsHash;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How long contracts run on, learned from cohorts that somebody counted. Made at once, and never
 * changed.
 *
 * @param months length of a contract's period
 * @param margin what a contract brings each period; null where nobody said
 * @param discountRate what next year's money is worth less
 * @param heldOut how many of each cohort's last renewals were not fitted
 */
public record ContractModel(
        String id,
        String name,
        int months,
        @Nullable Money margin,
        DiscountRate discountRate,
        List<ContractCohort> cohorts,
        int heldOut,
        Fitted<ShiftedBetaGeometric> fitted,
        Instant madeAt) {

    public ContractModel {
        cohorts = List.copyOf(cohorts);
    }

    /** Names what it was made of: equal cohorts, equal hash. */
    public String dataHash() {
        return InputsHash.of("%s|%d".formatted(cohorts, heldOut));
    }

    /**
     * One renewal that was not fitted.
     *
     * @param expected by the model, of those who began
     */
    public record Compared(String cohort, int renewal, long actual, double expected) {

        /** What is expected too much, as a share of what was; 0 where nobody was left. */
        public double error() {
            return actual == 0 ? 0 : expected / actual - 1;
        }
    }

    /** The renewals that were not fitted. */
    public List<Compared> holdout() {
        var compared = new ArrayList<Compared>();
        for (var cohort : cohorts) {
            var first = Math.max(1, cohort.renewals() - heldOut + 1);
            for (var renewal = first; renewal <= cohort.renewals(); renewal++) {
                compared.add(
                        new Compared(
                                cohort.name(),
                                renewal,
                                cohort.customers().get(renewal),
                                cohort.customers().getFirst()
                                        * fitted.model().survival(0, renewal)));
            }
        }
        return compared;
    }

    /** What the next period's money is worth less, at a rate a year. */
    public double discount(DiscountRate annual) {
        return Math.pow(1 + annual.annual(), months / 12.0) - 1;
    }

    /**
     * What is still to come of a contract, just before its next renewal is due.
     *
     * @param lifetime how many renewals; empty where it is infinite
     * @param discounted how many, each for what it is worth then; empty where it is infinite
     * @param value {@code discounted} times the margin; null where one is missing
     * @param lowest what the fewest renewals of the interval are worth; null without a margin
     * @param highest what the most are worth; null without a margin
     */
    public record Residual(
            OptionalDouble lifetime,
            OptionalDouble discounted,
            ShiftedBetaGeometric.Interval interval,
            @Nullable Money value,
            @Nullable Money lowest,
            @Nullable Money highest) {}

    /**
     * @param past how often the contract was renewed
     */
    public Residual residual(int past, DiscountRate annual) {
        var model = fitted.model();
        var discount = discount(annual);
        var discounted = model.residualLifetime(past, discount);
        var interval = model.interval(past);
        return new Residual(
                model.residualLifetime(past, 0),
                discounted,
                interval,
                discounted.isPresent() ? worth(discounted.getAsDouble()) : null,
                worth(annuity(interval.fewest(), discount)),
                worth(annuity(interval.most(), discount)));
    }

    /** What so many payments are worth when the first is due. */
    private static double annuity(int payments, double discount) {
        return discount == 0
                ? payments
                : -Math.expm1(-payments * Math.log1p(discount)) * (1 + discount) / discount;
    }

    private @Nullable Money worth(double payments) {
        if (margin == null) {
            return null;
        }
        var digits = Math.max(0, margin.currency().getDefaultFractionDigits());
        return new Money(
                margin.amount()
                        .multiply(BigDecimal.valueOf(payments))
                        .setScale(digits, RoundingMode.HALF_EVEN),
                margin.currency());
    }
}
