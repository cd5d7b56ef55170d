package io.pondcrm.segmentation.score;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Scores", description = "Every score of a customer in one shape")
class ScoreController {

    private static final String AS_OF =
            "A date (its first moment, UTC) or a moment; now if left out";
    private static final String MODEL =
            "A model, classification or scheme of this type; the main or latest one if left out";

    /** For a page: so long nobody waits, however few have what is asked for. */
    private static final int MOST_LOOKED_AT = 1_000;

    private static final int BATCH = 250;

    private final List<ScoreType> types;
    private final Facts facts;
    private final Clock clock;

    ScoreController(List<ScoreType> types, Facts facts, Clock clock) {
        this.types = types.stream().sorted(Comparator.comparing(ScoreType::code)).toList();
        this.facts = facts;
        this.clock = clock;
    }

    @GetMapping("/customers/{id}/scores")
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

    @GetMapping("/customers/{id}/scores/{type}")
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

    @GetMapping("/customers/{id}/scores/{type}/explanation")
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

    @GetMapping("/scores/{type}")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listScores",
            summary = "Customers by their score of one type",
            description =
                    "In the order of their ids, each with the score as it would be asked for one by"
                            + " one; who has none of this type or model is left out. For a page 1,000"
                            + " customers at most are looked at: it may have fewer than limit, or"
                            + " none, and the list ends where nextCursor is null.")
    Page<ScorePayloads.View> ofType(
            @Parameter(example = "rfm") @PathVariable("type") String type,
            @Parameter(description = MODEL, example = "rfm-default")
                    @RequestParam(name = "model", required = false)
                    @Nullable String model,
            @Parameter(description = "Only scores of this band", example = "CHAMPIONS")
                    @RequestParam(name = "band", required = false)
                    @Nullable String band,
            @Parameter(
                            description = AS_OF,
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf,
            PageRequest page) {
        var wanted = type(type);
        var now = now();
        var moment = asOf == null ? now : asOf.moment();
        var items = new ArrayList<ScorePayloads.View>();
        var after = page.after().map(CustomerId::new).orElse(null);
        for (var looked = 0; looked < MOST_LOOKED_AT; looked += BATCH) {
            var batch = facts.listAfter(after, BATCH);
            for (var known : batch) {
                after = known.customer();
                wanted.find(known, model, moment)
                        .filter(it -> band == null || it.band().code().equals(band))
                        .map(it -> ScorePayloads.View.of(known.customer(), wanted, it, now))
                        .ifPresent(items::add);
                if (items.size() == page.limit()) {
                    return page.upTo(items, after.value());
                }
            }
            if (batch.size() < BATCH) {
                return page.upTo(items, null);
            }
        }
        return page.upTo(items, after == null ? null : after.value());
    }

    private record Found(CustomerId customer, ScoreType type, Score score, Instant computedAt) {

        ScorePayloads.View toView() {
            return ScorePayloads.View.of(customer, type, score, computedAt);
        }
    }

    private Found find(String id, String code, @Nullable String model, @Nullable AsOf asOf) {
        var known = facts(id);
        var type = type(code);
        var now = now();
        return type.find(known, model, asOf == null ? now : asOf.moment())
                .map(score -> new Found(known.customer(), type, score, now))
                .orElseThrow(ScoreProblem.SCORE_NOT_FOUND::exception);
    }

    private ScoreType type(String code) {
        return types.stream()
                .filter(it -> it.code().equals(code))
                .findFirst()
                .orElseThrow(() ->
                        ScoreProblem.SCORE_TYPE_NOT_FOUND.exception(
                                types.stream()
                                        .map(ScoreType::code)
                                        .collect(Collectors.joining(", "))));
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
