package io.pondcrm.segmentation.rfm;

import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.kernel.TypeId;
import io.pondcrm.segmentation.picture.domain.Pictures;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "RFM", description = "Recency, frequency and monetary value")
class RfmController {

    private static final String AS_OF = "A date (its first moment, UTC) or a moment";
    private static final String LATEST =
            AS_OF + ": the latest run that speaks of it; the latest of all if left out";

    private static final MediaType SVG = MediaType.parseMediaType("image/svg+xml;charset=UTF-8");

    private final RfmQueries queries;
    private final Pictures pictures;
    private final Jobs jobs;
    private final Clock clock;

    RfmController(RfmQueries queries, Pictures pictures, Jobs jobs, Clock clock) {
        this.queries = queries;
        this.pictures = pictures;
        this.jobs = jobs;
        this.clock = clock;
    }

    @PostMapping("/rfm-models/{model}/runs")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "runRfmModel",
            summary = "Scores all customers by a model",
            description =
                    "A job, by the version published now. Its result is kept; the run with the latest asOf also gives the cut"
                            + " points by which customers are scored at each event from then on.")
    @ApiResponse(
            responseCode = "202",
            description = "Handed in; Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> run(
            @PathVariable("model") String model,
            @Valid @RequestBody RfmPayloads.NewRun body,
            NewId newId,
            Caller caller) {
        var published = queries.published(model);
        var run = TypeId.of("rfmrun", newId.at(0));
        return jobs.accepted(
                jobs.submit(
                        newId.uuid(),
                        RfmRunJob.NAME,
                        RfmRunJob.params(run, published, RfmModelController.moment(body, clock)),
                        caller));
    }

    @GetMapping("/rfm-models/{model}/runs")
    @RequiresScope("scores:read")
    @Operation(operationId = "listRfmRuns", summary = "The finished runs of a model, newest first")
    Page<RfmPayloads.Run> runs(@PathVariable("model") String model, PageRequest page) {
        return queries.runs(model, page);
    }

    @GetMapping("/rfm-models/{model}/runs/{run}")
    @RequiresScope("scores:read")
    @Operation(operationId = "getRfmRun", summary = "What a run found")
    RfmPayloads.Distribution result(
            @PathVariable("model") String model, @PathVariable("run") String run) {
        return RfmPayloads.Distribution.of(queries.runById(model, run));
    }

    @GetMapping("/rfm-models/{model}/distribution")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getRfmDistribution",
            summary = "How many customers each named segment and each cell has")
    RfmPayloads.Distribution distribution(
            @PathVariable("model") String model,
            @Parameter(
                            description = LATEST,
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf) {
        return RfmPayloads.Distribution.of(queries.run(model, asOf == null ? null : asOf.moment()));
    }

    @GetMapping("/rfm-models/{model}/heatmap.svg")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getRfmHeatMap",
            summary = "A run as a picture: recency against frequency and money",
            description =
                    "Each cell tells its segment, its customers and their share of all; in English"
                            + " or Chinese, as Accept-Language asks. A run never changes, so the"
                            + " ETag stays until a later one decides.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "SVG 1.1, without scripts or references",
                            content =
                                    @Content(
                                            mediaType = "image/svg+xml",
                                            schema = @Schema(type = "string"))))
    ResponseEntity<byte[]> heatMap(
            @PathVariable("model") String model,
            @Parameter(
                            description = LATEST,
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf,
            Locale locale) {
        var run = queries.run(model, asOf == null ? null : asOf.moment());
        var spoken = locale.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ENGLISH;
        return ResponseEntity.ok()
                .eTag("\"%s-%s\"".formatted(run.id(), spoken.getLanguage()))
                .contentType(SVG)
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CONTENT_LANGUAGE, spoken.getLanguage())
                // Opened by itself in a browser it may do nothing but be looked at.
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(new RfmHeatMap(run, spoken).svg(pictures));
    }

    @GetMapping("/rfm-models/{model}/members")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listRfmMembers",
            summary = "The customers of a run, or of one named segment of it")
    Page<RfmPayloads.Member> members(
            @PathVariable("model") String model,
            @Parameter(example = "CHAMPIONS") @RequestParam(name = "segment", required = false)
                    @Nullable String segment,
            @Parameter(
                            description = LATEST,
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf,
            PageRequest page) {
        return queries.members(model, segment, asOf == null ? null : asOf.moment(), page);
    }

    @GetMapping("/customers/{id}/rfm")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getCustomerRfm",
            summary = "A customer's RFM scores, with reasons",
            description =
                    "The customer's values at asOf, scored by the cut points of the latest run"
                            + " that speaks of that moment or an earlier one.")
    RfmPayloads.CustomerRfm customer(
            @PathVariable("id") String id,
            @Parameter(description = "The main model if left out", example = RfmModel.MAIN)
                    @RequestParam(name = "model", defaultValue = RfmModel.MAIN)
                    String model,
            @Parameter(
                            description = AS_OF,
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf) {
        return queries.customer(id, model, asOf == null ? null : asOf.moment());
    }
}
