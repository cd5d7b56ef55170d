package io.pondcrm.segmentation.score;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.score.domain.Contribution;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Score;
import io.pondcrm.segmentation.score.domain.ScoreType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** What callers see of scores, whatever their type. */
final class ScorePayloads {

    private ScorePayloads() {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "ScoreText", description = "The same in both languages")
    record Words(
            @Schema(example = "1 × score 4 of 5") String en,
            @Schema(example = "1 × 得分 4/5") String zh) {

        static Words of(Name name) {
            return new Words(name.en(), name.zh());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "ScoreContribution",
            description = "What one thing adds; all of them add up to the value exactly")
    record Part(
            @Schema(description = "What was looked at", example = "frequency") String dimension,
            @Schema(description = "The value found", example = "7") String input,
            @Schema(description = "Exact decimal; negative where it takes away", example = "4")
                    String points,
            @Schema(description = "How the input came to these points") Words rule) {

        static Part of(Contribution it) {
            return new Part(
                    it.dimension(), it.input(), it.points().toPlainString(), Words.of(it.rule()));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Score", description = "One shape for every type of score")
    record View(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(example = "rfm") String type,
            @Schema(description = "What the value tells, and in which unit") Words meaning,
            @Schema(description = "Exact decimal: the sum of the contributions", example = "13")
                    String value,
            @Schema(description = "Segment, class, stage or tier", example = "CHAMPIONS")
                    String band,
            Words bandName,
            @Schema(description = "Everything looked at, also what adds nothing")
                    List<Part> contributions,
            @Schema(
                            description = "The model, classification or scheme that decided",
                            example = "rfm-default")
                    String model,
            @Schema(description = "Which run or version of it", example = "3") int version,
            @Schema(description = "Equal inputs give an equal hash", example = "sha256:9f86d0…")
                    String inputsHash,
            @Schema(description = "The moment the score speaks of") Instant asOf,
            @Schema(
                            description = "Where this score is told with everything it was made of",
                            example =
                                    "/api/v1/customers/cus_01h455vb4pex5vsknk084sn02q/scores/rfm/explanation?model=rfm-default&asOf=2026-03-01T00:00:00Z")
                    String explanation,
            Instant computedAt) {

        static View of(CustomerId customer, ScoreType type, Score score, Instant computedAt) {
            return new View(
                    customer.value(),
                    type.code(),
                    Words.of(type.meaning()),
                    score.value().toPlainString(),
                    score.band().code(),
                    Words.of(score.band().name()),
                    score.contributions().stream().map(Part::of).toList(),
                    score.model(),
                    score.version(),
                    score.inputs().hash(),
                    score.asOf(),
                    "/api/v1/customers/%s/scores/%s/explanation?model=%s&asOf=%s"
                            .formatted(customer, type.code(), score.model(), score.asOf()),
                    computedAt);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ScoreExplanation", description = "A score with everything it was made of")
    record Explanation(
            View score,
            @Schema(
                            description =
                                    "The rules, then what they were applied to. The SHA-256 of these"
                                            + " lines, joined by line feeds, is the inputsHash",
                            example = "[\"rfm-default|rfmrun_01h4…|1\"]")
                    List<String> inputs) {}
}
