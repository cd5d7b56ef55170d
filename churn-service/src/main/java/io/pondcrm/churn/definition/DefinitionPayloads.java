package io.pondcrm.churn.definition;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.churn.definition.domain.ChurnDefinition;
import io.pondcrm.churn.definition.domain.Name;
import io.pondcrm.churn.definition.domain.Rhythm;
import io.pondcrm.kernel.CustomerId;
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
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What callers send and see of churn definitions. */
final class DefinitionPayloads {

    private static final String DAYS = "P([1-9]|[1-9][0-9]{1,2}|[1-2][0-9]{3}|3[0-5][0-9]{2})D";
    private static final String INTERVALS = "[0-9]{1,2}(\\.[0-9]{1,2})?";

    private DefinitionPayloads() {}

    @DataClass(Level.PUBLIC)
    @Schema(name = "ChurnDefinitionName", description = "What people call it, in both languages")
    record Words(
            @NotBlank @Size(max = 100) @Schema(example = "Silent for a year") String en,
            @NotBlank @Size(max = 100) @Schema(example = "一年未购买") String zh) {

        static Words of(Name name) {
            return new Words(name.en(), name.zh());
        }
    }

    @Schema(
            name = "NewChurnDefinition",
            description =
                    "The next version of the definition with this id, or the first of a new one")
    record NewDefinition(
            @NotNull
                    @Pattern(regexp = "[a-z][a-z0-9]*(-[a-z0-9]+){0,9}")
                    @Size(max = 40)
                    @Schema(example = "patient")
                    String id,
            @NotNull @Valid Words name,
            @NotNull
                    @Pattern(regexp = INTERVALS)
                    @Schema(description = "Own intervals of silence", example = "2")
                    String atRiskAfter,
            @NotNull
                    @Pattern(regexp = INTERVALS)
                    @Schema(description = "Own intervals of silence", example = "4")
                    String churnedAfter,
            @Pattern(regexp = DAYS)
                    @Schema(
                            description =
                                    "The interval expected of somebody of whom nothing is known;"
                                            + " P60D if left out",
                            example = "P60D")
                    @Nullable String priorInterval,
            @Min(1)
                    @Max(100)
                    @Schema(
                            description =
                                    "How many seen intervals that expectation is worth; 2 if left"
                                            + " out",
                            example = "2")
                    @Nullable Integer priorWeight,
            @Pattern(regexp = DAYS)
                    @Schema(
                            description =
                                    "How far ahead the expected loss looks; P365D if left out",
                            example = "P365D")
                    @Nullable String horizon) {

        List<FieldError> faults() {
            if (new BigDecimal(atRiskAfter).signum() == 0) {
                return List.of(
                        new FieldError(
                                "/atRiskAfter",
                                "not-positive",
                                new Text("More than 0 intervals", "必须大于 0 个间隔")));
            }
            return new BigDecimal(churnedAfter).compareTo(new BigDecimal(atRiskAfter)) > 0
                    ? List.of()
                    : List.of(
                            new FieldError(
                                    "/churnedAfter",
                                    "not-after-at-risk",
                                    new Text("Must be more than atRiskAfter", "必须大于 atRiskAfter")));
        }

        ChurnDefinition toDomain(int version, ZoneId zone, String currency, Instant publishedAt) {
            return new ChurnDefinition(
                    id,
                    version,
                    new Name(name.en(), name.zh()),
                    new BigDecimal(atRiskAfter),
                    new BigDecimal(churnedAfter),
                    days(priorInterval, 60),
                    priorWeight == null ? 2 : priorWeight,
                    days(horizon, 365),
                    zone,
                    currency,
                    publishedAt);
        }

        private static int days(@Nullable String period, int otherwise) {
            return period == null ? otherwise : Period.parse(period).getDays();
        }
    }

    @DataClass(Level.PUBLIC)
    @Schema(name = "ChurnDefinition", description = "When a customer counts as at risk or gone")
    record View(
            @Schema(example = "own-rhythm") String id,
            @Schema(example = "1") int version,
            Words name,
            @Schema(allowableValues = "INACTIVITY") String kind,
            @Schema(description = "Own intervals of silence", example = "1.5") String atRiskAfter,
            @Schema(description = "Own intervals of silence", example = "3") String churnedAfter,
            @Schema(
                            description =
                                    "The interval expected of somebody of whom nothing is known",
                            example = "P60D")
                    String priorInterval,
            @Schema(description = "How many seen intervals it is worth", example = "2")
                    int priorWeight,
            @Schema(description = "How far ahead the expected loss looks", example = "P365D")
                    String horizon,
            @Schema(description = "Decides which day it is", example = "Asia/Shanghai") String zone,
            @Schema(description = "What the expected loss is counted in", example = "CNY")
                    String currency,
            @Schema(description = "From when on it decides") Instant publishedAt,
            @Schema(description = "Whether customers are scored and warned about by it")
                    boolean scores) {

        static View of(ChurnDefinition it) {
            return new View(
                    it.id(),
                    it.version(),
                    Words.of(it.name()),
                    "INACTIVITY",
                    it.atRiskAfter().toPlainString(),
                    it.churnedAfter().toPlainString(),
                    "P" + it.priorDays() + "D",
                    it.priorWeight(),
                    "P" + it.horizonDays() + "D",
                    it.zone().getId(),
                    it.currency(),
                    it.publishedAt(),
                    it.id().equals(ChurnDefinition.MAIN));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ChurnLabel", description = "What a definition says of a customer at a moment")
    record LabelRow(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(
                            allowableValues = {"ACTIVE", "AT_RISK", "CHURNED", "NO_PURCHASE"},
                            description = "NO_PURCHASE: nothing was bought by then")
                    String label,
            @Schema(description = "Days with at least one sale") int purchaseDays,
            @Nullable LocalDate firstPurchaseOn,
            @Nullable LocalDate lastPurchaseOn,
            @Schema(description = "Days since the last purchase") @Nullable Long gapDays,
            @Schema(description = "The own interval in days, rounded", example = "21.5")
                    @Nullable String intervalDays,
            @Schema(description = "The gap in own intervals, rounded", example = "2.60")
                    @Nullable String silence) {

        static LabelRow of(ChurnDefinition definition, CustomerId customer, Rhythm rhythm) {
            return new LabelRow(
                    customer.value(),
                    definition.label(rhythm).name(),
                    rhythm.purchaseDays(),
                    rhythm.firstOn(),
                    rhythm.lastOn(),
                    rhythm.gapDays(),
                    rhythm.intervalDays().toPlainString(),
                    rhythm.silence().toPlainString());
        }

        static LabelRow without(CustomerId customer) {
            return new LabelRow(customer.value(), "NO_PURCHASE", 0, null, null, null, null, null);
        }
    }
}
