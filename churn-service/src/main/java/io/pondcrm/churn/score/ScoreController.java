package io.pondcrm.churn.score;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.churn.definition.domain.AsOf;
import io.pondcrm.churn.definition.domain.ChurnDefinition;
import io.pondcrm.churn.definition.domain.ChurnDefinitions;
import io.pondcrm.churn.facts.domain.CustomerFacts;
import io.pondcrm.churn.facts.domain.Facts;
import io.pondcrm.churn.score.domain.Band;
import io.pondcrm.churn.score.domain.Scorecard;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Churn scores", description = "Who is about to leave, why, and what it would cost")
class ScoreController {

    private static final String AS_OF = "A date (its first moment, UTC) or a moment";

    private final Facts facts;
    private final ChurnDefinitions definitions;
    private final ScoreQueries queries;
    private final Clock clock;

    ScoreController(Facts facts, ChurnDefinitions definitions, ScoreQueries queries, Clock clock) {
        this.facts = facts;
        this.definitions = definitions;
        this.queries = queries;
        this.clock = clock;
    }

    @GetMapping("/customers/{id}/churn-score")
    @RequiresScope("churn:read")
    @Operation(
            operationId = "getChurnScore",
            summary = "A customer's churn score, with reasons",
            description =
                    "Computed from what had happened by now, or by asOf, with the definition that"
                            + " was in force then. The contributions add up to the score exactly."
                            + " The ETag stays while inputs and score do.")
    ResponseEntity<ScorePayloads.View> score(
            @PathVariable("id") String id,
            @Parameter(
                            description = AS_OF,
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf) {
        var known = facts(id);
        var score = find(known, asOf).score();
        if (score == null) {
            throw ScoreProblem.CHURN_SCORE_NOT_FOUND.exception();
        }
        return ResponseEntity.ok()
                .eTag("\"" + score.inputsHash().substring(7, 39) + "\"")
                .body(ScorePayloads.View.of(known.customer(), score));
    }

    @GetMapping("/customers/{id}/churn-score/explanation")
    @RequiresScope("churn:read")
    @Operation(
            operationId = "explainChurnScore",
            summary = "Everything that went into a customer's churn score",
            description =
                    "Every feature, also those that add nothing, the customer's rhythm, and when"
                            + " the score changes next if nothing is heard.")
    ScorePayloads.Explanation explanation(
            @PathVariable("id") String id,
            @Parameter(
                            description = AS_OF,
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf) {
        var known = facts(id);
        var finding = find(known, asOf);
        var score = finding.score();
        if (score == null) {
            throw ScoreProblem.CHURN_SCORE_NOT_FOUND.exception();
        }
        var definition = score.definition();
        return new ScorePayloads.Explanation(
                ScorePayloads.View.of(known.customer(), score),
                score.contributions().stream().map(ScorePayloads.Part::of).toList(),
                ScorePayloads.RhythmView.of(score.rhythm()),
                score.rhythm().silentOn(definition.atRiskAfter()),
                score.rhythm().silentOn(definition.churnedAfter()),
                finding.changesAt());
    }

    @GetMapping("/churn-scores")
    @RequiresScope("churn:read")
    @Operation(
            operationId = "listChurnScores",
            summary = "Customers by churn score or expected loss",
            description = "The likeliest to leave first, if no other order is asked for.")
    Page<ScorePayloads.Row> list(
            @RequestParam(name = "band", required = false) @Nullable Band band,
            @SortedBy(value = "-score=score.points", or = "expectedLoss=score.lossMinor")
                    PageRequest page) {
        return queries.list(band, page);
    }

    @GetMapping("/churn-overview")
    @RequiresScope("churn:read")
    @Operation(
            operationId = "getChurnOverview",
            summary = "How many customers may leave, and what that would cost")
    ScorePayloads.Overview overview() {
        return queries.overview();
    }

    private CustomerFacts facts(String customer) {
        return CustomerId.find(customer)
                .flatMap(facts::find)
                .orElseThrow(ScoreProblem.CHURN_SCORE_NOT_FOUND::exception);
    }

    private Scorecard.Finding find(CustomerFacts known, @Nullable AsOf asOf) {
        var moment = asOf == null ? clock.instant() : asOf.moment();
        return Scorecard.score(
                known,
                ChurnDefinitions.inForceAt(definitions.versions(ChurnDefinition.MAIN), moment),
                moment);
    }
}
