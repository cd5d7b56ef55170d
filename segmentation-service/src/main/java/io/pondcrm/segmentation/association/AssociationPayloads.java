package io.pondcrm.segmentation.association;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.segmentation.Faults;
import io.pondcrm.segmentation.association.domain.Associations;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What callers send and see of associations. */
final class AssociationPayloads {

    private static final String SHARE = "0\\.[0-9]{1,6}|1";
    private static final BigDecimal USUAL_SUPPORT = new BigDecimal("0.01");
    private static final BigDecimal USUAL_CONFIDENCE = new BigDecimal("0.2");
    private static final int USUAL_ITEMS = 3;

    private AssociationPayloads() {}

    /** What a caller sends to find out what is bought together. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewAssociations", description = "Looks for what is bought together")
    record NewAssociations(
            @NotBlank @Size(max = 100) @Schema(example = "Spring baskets") String name,
            @Nullable
                    @Pattern(regexp = "CATEGORY")
                    @Schema(
                            description = "What baskets hold; products are not known to events yet",
                            allowableValues = "CATEGORY")
                    String level,
            @Nullable
                    @Pattern(regexp = "P[1-9][0-9]{0,4}D")
                    @Schema(
                            description = "How far back sales count; for ever if left out",
                            example = "P365D")
                    String window,
            @Nullable
                    @Pattern(regexp = SHARE)
                    @Schema(
                            description =
                                    "The least share of baskets with all of it; 0.01 if left"
                                            + " out",
                            example = "0.01")
                    String minSupport,
            @Nullable
                    @Pattern(regexp = SHARE)
                    @Schema(description = "The least confidence; 0.2 if left out", example = "0.2")
                    String minConfidence,
            @Nullable
                    @Min(2)
                    @Max(5)
                    @Schema(
                            description = "How many categories a rule may name; 3 if left out",
                            example = "3")
                    Integer maxItems,
            @Nullable
                    @Size(max = 30)
                    @Schema(
                            description =
                                    "A date (its first moment, UTC) or a moment; now if left out",
                            example = "2026-03-01")
                    String asOf) {

        /** What the constraints on single fields can't say. */
        List<FieldError> faults() {
            return Faults.asOf("/asOf", asOf).stream().toList();
        }

        /** Only after {@link #faults} found none. */
        Associations toDomain(String id, Instant now) {
            return new Associations(
                    id,
                    name,
                    window == null ? null : Duration.parse(window),
                    minSupport == null ? USUAL_SUPPORT : new BigDecimal(minSupport),
                    minConfidence == null ? USUAL_CONFIDENCE : new BigDecimal(minConfidence),
                    maxItems == null ? USUAL_ITEMS : maxItems,
                    asOf == null ? now : AsOf.valueOf(asOf).moment());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "AssociationsResult", description = "What was read, and what was found")
    record Result(
            long customers,
            @Schema(description = "Sales of the window with a known category") long baskets,
            int categories,
            @Schema(description = "Frequent sets, single categories included") int itemsets,
            int rules,
            @Schema(
                            description = "Equal baskets, equal hash",
                            example = "sha256:9f86d081884c7d659a2feaa0c55ad015")
                    String dataHash) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "Associations", description = "Never changes once it is finished")
    record View(
            @Schema(example = "asc_01h455vb4pex5vsknk084sn02q") String id,
            String name,
            @Schema(allowableValues = "CATEGORY") String level,
            @Schema(description = "Absent for ever", example = "P365D") @Nullable String window,
            @Schema(example = "0.01") String minSupport,
            @Schema(example = "0.2") String minConfidence,
            int maxItems,
            Instant asOf,
            @Schema(allowableValues = {"RUNNING", "FINISHED", "FAILED"}) String state,
            @Schema(description = "Absent until it is finished") @Nullable Result result) {

        static View of(AssociationsDocument document) {
            var window = document.window();
            var result = document.result();
            return new View(
                    document.id(),
                    document.name(),
                    "CATEGORY",
                    window == null ? null : "P" + Duration.parse(window).toDays() + "D",
                    document.minSupport(),
                    document.minConfidence(),
                    document.maxItems(),
                    document.asOf(),
                    document.state(),
                    result == null
                            ? null
                            : new Result(
                                    result.customers(),
                                    result.baskets(),
                                    result.categories(),
                                    result.itemsets(),
                                    result.rules(),
                                    result.dataHash()));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "AssociationRule",
            description = "Who buys all of the antecedent at once buys the consequent too")
    record Rule(
            @Schema(description = "1 for the largest lift") int rank,
            @Schema(example = "[\"shoes\"]") List<String> antecedent,
            @Schema(example = "socks") String consequent,
            @Schema(description = "Share of baskets with both", example = "0.020000")
                    String support,
            @Schema(
                            description = "Share of baskets with the antecedent that have both",
                            example = "0.500000")
                    String confidence,
            @Schema(
                            description = "Confidence by the consequent's share of all baskets",
                            example = "4.000000")
                    String lift,
            @Schema(description = "Baskets with both") long count,
            @Schema(description = "Baskets with the antecedent") long antecedentCount,
            @Schema(description = "Baskets with the consequent") long consequentCount,
            @Schema(description = "All baskets") long baskets) {

        static Rule of(AssociationRuleDocument document) {
            var rule = document.toDomain();
            return new Rule(
                    document.rank(),
                    rule.antecedent(),
                    rule.consequent(),
                    rule.support().toPlainString(),
                    rule.confidence().toPlainString(),
                    rule.lift().toPlainString(),
                    rule.count(),
                    rule.antecedentCount(),
                    rule.consequentCount(),
                    rule.baskets());
        }
    }
}
