package io.pondcrm.segmentation.clv;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.kernel.Money;
import io.pondcrm.segmentation.Faults;
import io.pondcrm.segmentation.clv.domain.ContractCohort;
import io.pondcrm.segmentation.clv.domain.ContractModel;
import io.pondcrm.segmentation.clv.domain.DiscountRate;
import io.pondcrm.segmentation.clv.domain.ShiftedBetaGeometric;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What callers send and see of models of contracts. */
final class ContractModelPayloads {

    private ContractModelPayloads() {}

    /** What a caller sends to make a model. */
    @DataClass(Level.INTERNAL)
    @Schema(
            name = "NewContractModel",
            description =
                    "Cohorts of contracts that are renewed at the end of each period, as somebody"
                            + " counted them")
    record NewModel(
            @NotBlank @Size(max = 100) @Schema(example = "Service contracts") String name,
            @NotNull
                    @Pattern(regexp = "P([1-9]|1[0-2])M|P1Y")
                    @Schema(description = "How long until a renewal is due", example = "P1Y")
                    String period,
            @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid Cohort> cohorts,
            @Nullable
                    @Min(0)
                    @Max(100)
                    @Schema(
                            description =
                                    "How many of each cohort's last renewals are not fitted but"
                                            + " compared; 0 if left out",
                            example = "5")
                    Integer heldOut,
            @Nullable
                    @Pattern(regexp = "[0-9]{1,12}(\\.[0-9]{1,4})?")
                    @Schema(description = "What a contract brings a period", example = "100.00")
                    String margin,
            @Nullable
                    @Pattern(regexp = "[A-Z]{3}")
                    @Schema(description = "ISO 4217; goes with margin", example = "CNY")
                    String currency,
            @Nullable
                    @Pattern(regexp = "[01](\\.[0-9]{1,6})?")
                    @Schema(
                            description =
                                    "What next year's money is worth less, 0 to 1; 0 if left out",
                            example = "0.1")
                    String discountRate) {

        /** What the constraints on single fields can't say. */
        List<FieldError> faults() {
            var faults = new ArrayList<FieldError>();
            for (var index = 0; index < cohorts.size(); index++) {
                if (!ContractCohort.isSurvival(cohorts.get(index).customers)) {
                    faults.add(
                            fault(
                                    "/cohorts/" + index + "/customers",
                                    "survival",
                                    "At least two numbers from a positive one down",
                                    "至少两个数字，首个为正数且不得递增"));
                }
            }
            if (faults.isEmpty() && !ShiftedBetaGeometric.canBeFitted(domainCohorts(), held())) {
                faults.add(
                        fault(
                                "/cohorts",
                                "renewals",
                                "Besides those held out: two renewals of one cohort, some renewed"
                                        + " and some canceled",
                                "除保留的期数外，至少一个队列有两次续约数据，且既有续约也有取消"));
            }
            if ((margin == null) != (currency == null)) {
                faults.add(
                        fault(
                                "/margin",
                                "margin",
                                "Margin and currency go together",
                                "margin 与 currency 须同时填写"));
            }
            if (currency != null) {
                Faults.currency("/currency", currency).ifPresent(faults::add);
            }
            if (discountRate != null
                    && new BigDecimal(discountRate).compareTo(BigDecimal.ONE) > 0) {
                faults.add(fault("/discountRate", "discount-rate", "From 0 to 1", "取值范围为 0 到 1"));
            }
            return faults;
        }

        private static FieldError fault(String pointer, String code, String en, String zh) {
            return new FieldError(pointer, code, new Text(en, zh));
        }

        private int held() {
            return heldOut == null ? 0 : heldOut;
        }

        private List<ContractCohort> domainCohorts() {
            return cohorts.stream().map(it -> new ContractCohort(it.name, it.customers)).toList();
        }

        /** Only after {@link #faults} found none. */
        ContractModel toDomain(String id, Instant now) {
            var known = domainCohorts();
            return new ContractModel(
                    id,
                    name,
                    (int) Period.parse(period).toTotalMonths(),
                    margin == null || currency == null ? null : Money.of(margin, currency),
                    discountRate == null ? DiscountRate.NONE : DiscountRate.valueOf(discountRate),
                    known,
                    held(),
                    ShiftedBetaGeometric.fit(known, held()),
                    now);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ContractCohort", description = "Customers whose contracts began together")
    record Cohort(
            @NotBlank @Size(max = 100) @Schema(example = "2019") String name,
            @NotNull
                    @Size(min = 2, max = 400)
                    @Schema(
                            description =
                                    "How many began, how many were left after the first renewal,"
                                            + " after the second, and so on",
                            example = "[1000,869,743,653]")
                    List<@NotNull @Min(0) @Max(1_000_000_000) Long> customers) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "ContractModel", description = "Never changes")
    record Model(
            @Schema(example = "ctr_01h455vb4pex5vsknk084sn02q") String id,
            String name,
            @Schema(example = "P12M") String period,
            List<Cohort> cohorts,
            int heldOut,
            @Schema(description = "What a contract brings a period; absent where nobody said")
                    @Nullable Money margin,
            @Schema(example = "0.1") String discountRate,
            @Schema(example = "0.668") double alpha,
            @Schema(example = "3.806") double beta,
            @Schema(example = "-1611.1581") double logLikelihood,
            @Schema(description = "False if better parameters may exist") boolean converged,
            @Schema(description = "The share that cancels at the first renewal", example = "0.149")
                    double meanCancellation,
            @Schema(description = "The renewals that were held out, as they were and as expected")
                    List<Compared> holdout,
            @Schema(description = "Equal cohorts, equal hash", example = "sha256:9f86d0…")
                    String dataHash,
            Instant madeAt) {

        static Model of(ContractModel model) {
            var fitted = model.fitted();
            return new Model(
                    model.id(),
                    model.name(),
                    Period.ofMonths(model.months()).toString(),
                    model.cohorts().stream()
                            .map(it -> new Cohort(it.name(), it.customers()))
                            .toList(),
                    model.heldOut(),
                    model.margin(),
                    rate(model.discountRate()),
                    fitted.model().alpha(),
                    fitted.model().beta(),
                    fitted.logLikelihood(),
                    fitted.converged(),
                    fitted.model().meanCancellation(),
                    model.holdout().stream()
                            .map(it ->
                                    new Compared(
                                            it.cohort(),
                                            it.renewal(),
                                            it.actual(),
                                            it.expected(),
                                            it.error()))
                            .toList(),
                    model.dataHash(),
                    model.madeAt());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ContractComparison", description = "One renewal that was not fitted")
    record Compared(
            String cohort,
            int renewal,
            long actual,
            double expected,
            @Schema(description = "What is expected too much, as a share", example = "-0.0405")
                    double error) {}

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "ContractProjection",
            description =
                    "What is still to come of a contract, just before its next renewal is due")
    record Projection(
            @Schema(example = "ctr_01h455vb4pex5vsknk084sn02q") String model,
            @Schema(description = "How often the contract was renewed so far") int renewals,
            @Schema(example = "0.1") String discountRate,
            @Schema(description = "The next renewals") List<Renewal> next,
            @Schema(
                            description =
                                    "How many renewals are to come, in the mean; absent where it"
                                            + " is infinite, as with alpha up to 1")
                    @Nullable Double expectedRenewals,
            @Schema(
                            description =
                                    "How many, each for what it is worth now (the discounted"
                                            + " expected residual lifetime); absent where it is"
                                            + " infinite, as without a discount and with alpha up"
                                            + " to 1",
                            example = "7.53")
                    @Nullable Double discountedRenewals,
            @Schema(description = "Nine times of ten at least so many renewals are to come")
                    int fewestRenewals,
            @Schema(description = "… at most so many; 1200 where there may be more")
                    int mostRenewals,
            @Schema(description = "Discounted renewals times the margin; absent without one")
                    @Nullable Money value,
            @Nullable Money lowestValue,
            @Nullable Money highestValue) {

        static Projection of(ContractModel model, int past, int periods, DiscountRate discount) {
            var residual = model.residual(past, discount);
            var fitted = model.fitted().model();
            return new Projection(
                    model.id(),
                    past,
                    rate(discount),
                    IntStream.rangeClosed(1, periods)
                            .mapToObj(ahead ->
                                    new Renewal(
                                            past + ahead,
                                            fitted.retention(past + ahead),
                                            fitted.survival(past, ahead)))
                            .toList(),
                    orNull(residual.lifetime()),
                    orNull(residual.discounted()),
                    residual.interval().fewest(),
                    residual.interval().most(),
                    residual.value(),
                    residual.lowest(),
                    residual.highest());
        }

        private static @Nullable Double orNull(OptionalDouble of) {
            return of.isPresent() ? of.getAsDouble() : null;
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ContractRenewal")
    record Renewal(
            @Schema(description = "The how manieth", example = "1") int renewal,
            @Schema(description = "The share that renews, of those who came so far")
                    double retention,
            @Schema(description = "The share that comes so far and renews, of those there are now")
                    double survival) {}

    private static String rate(DiscountRate rate) {
        return BigDecimal.valueOf(rate.annual()).stripTrailingZeros().toPlainString();
    }
}
