package io.pondcrm.churn.score;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.churn.definition.domain.Name;
import io.pondcrm.churn.definition.domain.Rhythm;
import io.pondcrm.churn.score.domain.ChurnScore;
import io.pondcrm.churn.score.domain.Contribution;
import io.pondcrm.churn.score.domain.Scorecard;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What callers see of churn scores. */
final class ScorePayloads {

    private ScorePayloads() {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "ChurnReasonText", description = "The reason in words, in both languages")
    record Words(
            @Schema(example = "52 days without a purchase, 2.60 times the customer's own interval")
                    String en,
            @Schema(example = "已有52天未购买，是其自身购买间隔的2.60倍") String zh) {

        static Words of(Name name) {
            return new Words(name.en(), name.zh());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "ChurnContribution",
            description = "What one feature adds; all of them add up to the score exactly")
    record Part(
            @Schema(example = "gapOverOwnRhythm") String feature,
            @Schema(description = "What was found; absent for the baseline", example = "2.60")
                    @Nullable String value,
            @Schema(description = "Exact decimal; negative where it lowers", example = "0.45")
                    String contribution,
            Words text) {

        static Part of(Contribution it) {
            return new Part(
                    it.feature(), it.value(), it.points().toPlainString(), Words.of(it.words()));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "PurchaseRhythm", description = "How a customer buys, in days")
    record RhythmView(
            @Schema(description = "Days with at least one sale") int purchaseDays,
            LocalDate firstPurchaseOn,
            LocalDate lastPurchaseOn,
            @Schema(description = "Days since the last purchase") long gapDays,
            @Schema(description = "The own interval in days, rounded", example = "20.0")
                    String intervalDays,
            @Schema(description = "The own interval as a fraction, not rounded", example = "180/9")
                    String intervalExact,
            @Schema(description = "The gap in own intervals, rounded", example = "2.60")
                    String silence) {

        static RhythmView of(Rhythm it) {
            return new RhythmView(
                    it.purchaseDays(),
                    it.firstOn(),
                    it.lastOn(),
                    it.gapDays(),
                    it.intervalDays().toPlainString(),
                    it.intervalDividend() + "/" + it.intervalDivisor(),
                    it.silence().toPlainString());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ChurnScore", description = "How likely a customer is to leave, with reasons")
    record View(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(
                            description =
                                    "From 0 to 1, the larger the likelier; points, not a calibrated"
                                            + " probability",
                            example = "0.58")
                    String score,
            @Schema(allowableValues = {"LOW", "MEDIUM", "HIGH", "VERY_HIGH"}) String band,
            @Schema(
                            allowableValues = {"ACTIVE", "AT_RISK", "CHURNED"},
                            description = "By the definition alone")
                    String label,
            @Schema(description = "The points that were used", example = Scorecard.MODEL)
                    String model,
            @Schema(example = "own-rhythm") String definition,
            @Schema(example = "1") int definitionVersion,
            @Schema(
                            description =
                                    "Score times what the customer would spend within the"
                                            + " definition's horizon at their own rhythm; absent"
                                            + " where nothing was bought in its currency")
                    @Nullable Money expectedLoss,
            @Schema(description = "Largest first; without those that add nothing")
                    List<Part> reasons,
            @Schema(description = "Equal inputs give an equal hash", example = "sha256:9f86d0…")
                    String inputsHash,
            @Schema(description = "The moment the answer is about") Instant asOf) {

        static View of(CustomerId customer, ChurnScore it) {
            return new View(
                    customer.value(),
                    it.value().toPlainString(),
                    it.band().name(),
                    it.label().name(),
                    Scorecard.MODEL,
                    it.definition().id(),
                    it.definition().version(),
                    it.expectedLoss(),
                    it.reasons().stream().map(Part::of).toList(),
                    it.inputsHash(),
                    it.asOf());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ChurnExplanation", description = "Everything that went into a score")
    record Explanation(
            View score,
            @Schema(description = "Every feature, also those that add nothing") List<Part> features,
            RhythmView rhythm,
            @Schema(description = "From when on the customer is at risk if nothing is bought")
                    LocalDate atRiskOn,
            @Schema(description = "From when on the customer is gone if nothing is bought")
                    LocalDate churnedOn,
            @Schema(description = "When the score changes next if nothing is heard")
                    @Nullable Instant changesAt) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "ChurnScoreRow", description = "A customer in a list of scores")
    record Row(
            String customerId,
            @Schema(example = "0.58") String score,
            String band,
            String label,
            @Nullable Money expectedLoss,
            @Schema(description = "When the score became this one") Instant since) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "ChurnBandCount", description = "One band")
    record BandCount(
            @Schema(allowableValues = {"LOW", "MEDIUM", "HIGH", "VERY_HIGH"}) String band,
            @Schema(description = "The smallest score in it", example = "0.50") String from,
            @Schema(description = "Those who are nobody any more included") long customers,
            @Schema(
                            description =
                                    "How many of them are nobody any more: anonymized or erased,"
                                            + " and counted where they were last")
                    long anonymized,
            @Schema(description = "Of all of them together") Money expectedLoss) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "ChurnWarningCounts", description = "Customers by their latest warning")
    record WarningCounts(
            long open,
            long acknowledged,
            @Schema(description = "Whose latest warning ended with a purchase") long purchased,
            @Schema(description = "Whose latest warning ended because the score fell otherwise")
                    long riskFell,
            @Schema(description = "Whose latest warning ended because of a merge") long merged,
            @Schema(description = "Whose latest warning a person settled") long resolved,
            @Schema(description = "Whose latest warning a person put aside") long dismissed) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "ChurnOverview", description = "How many may leave, and what that would cost")
    record Overview(
            @Schema(description = "Customers with a score: who never bought has none")
                    long customers,
            @Schema(
                            description =
                                    "How many of them are nobody any more: anonymized or erased,"
                                            + " and counted where they were last")
                    long anonymized,
            @Schema(description = "Lowest first") List<BandCount> bands,
            WarningCounts warnings,
            Instant asOf) {}
}
