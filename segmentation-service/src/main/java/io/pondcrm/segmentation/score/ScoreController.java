package io.pondcrm.segmentation.score;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.pondcrm.segmentation.score.domain.Score;
import io.pondcrm.segmentation.score.domain.ScoreType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/customers/{id}/scores")
@Tag(name = "Scores", description = "Every score of a customer in one shape")
class ScoreController {

    private static final String AS_OF =
            "A date (its first moment, UTC) or a moment; now if left out";
    private static final String MODEL =
            "A model, classification or scheme of this type; the main or latest one if left out";

    private final List<ScoreType> types;
    private final Facts facts;
    private final Clock clock;

    ScoreController(List<ScoreType> types, Facts facts, Clock clock) {
        this.types = types.stream().sorted(Comparator.comparing(ScoreType::code)).toList();
        this.facts = facts;
        this.clock = clock;
    }

    @GetMapping
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listCustomerScores",
            summary = "A customer's scores of every type",
            description = "Types that have nothing to say of this customer are left out.")
    Page<ScorePayloads.View> list(
            @PathVariable("id") String id,
            @Parameter(
                            description = AS_OF,
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf) {
        var known = facts(id);
        var now = now();
        var moment = asOf == null ? now : asOf.moment();
        return Page.whole(
                types.stream()
                        .flatMap(type ->
                                type
                                        .find(known, null, moment)
                                        .map(score ->
                                                ScorePayloads.View.of(
                                                        known.customer(), type, score, now))
                                        .stream())
                        .toList());
    }

    @GetMapping("/{type}")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getCustomerScore",
            summary = "A customer's score of one type, with what it is the sum of",
            description =
                    "By what had happened at asOf and the model that decided then. A question about"
                            + " a moment gone by has the same answer however often it is asked:"
                            + " asOf goes by when things happened, so only news of that past moment,"
                            + " or a run made for it afterwards, changes it.")
    ScorePayloads.View score(
            @PathVariable("id") String id,
            @Parameter(example = "rfm") @PathVariable("type") String type,
            @Parameter(description = MODEL, example = "rfm-default")
                    @RequestParam(name = "model", required = false)
                    @Nullable String model,
            @Parameter(
                            description = AS_OF,
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf) {
        return find(id, type, model, asOf).toView();
    }

    @GetMapping("/{type}/explanation")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "explainCustomerScore",
            summary = "A customer's score with everything it was made of",
            description = "From these inputs the score can be computed again, and its hash too.")
    ScorePayloads.Explanation explanation(
            @PathVariable("id") String id,
            @Parameter(example = "rfm") @PathVariable("type") String type,
            @Parameter(description = MODEL, example = "rfm-default")
                    @RequestParam(name = "model", required = false)
                    @Nullable String model,
            @Parameter(
                            description = AS_OF,
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf) {
        var found = find(id, type, model, asOf);
        return new ScorePayloads.Explanation(found.toView(), found.score.inputs().lines());
    }

    private record Found(CustomerId customer, ScoreType type, Score score, Instant computedAt) {

        ScorePayloads.View toView() {
            return ScorePayloads.View.of(customer, type, score, computedAt);
        }
    }

    private Found find(String id, String code, @Nullable String model, @Nullable AsOf asOf) {
        var known = facts(id);
        var type =
                findType(code)
                        .orElseThrow(() ->
                                ScoreProblem.SCORE_TYPE_NOT_FOUND.exception(
                                        types.stream()
                                                .map(ScoreType::code)
                                                .collect(Collectors.joining(", "))));
        var now = now();
        return type.find(known, model, asOf == null ? now : asOf.moment())
                .map(score -> new Found(known.customer(), type, score, now))
                .orElseThrow(ScoreProblem.SCORE_NOT_FOUND::exception);
    }

    private Optional<ScoreType> findType(String code) {
        return types.stream().filter(it -> it.code().equals(code)).findFirst();
    }

    private CustomerFacts facts(String customer) {
        return CustomerId.find(customer)
                .flatMap(facts::find)
                .orElseThrow(ScoreProblem.SCORE_UNKNOWN_CUSTOMER::exception);
    }

    /** As a caller can write it: who asks again about this moment gets the same answer. */
    private Instant now() {
        return new AsOf(clock.instant()).moment();
    }
}
