package io.pondcrm.segmentation.clv;

import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.kernel.TypeId;
import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.clv.domain.ClvModelChange;
import io.pondcrm.segmentation.clv.domain.DiscountRate;
import io.pondcrm.segmentation.clv.domain.Horizon;
import io.pondcrm.segmentation.picture.domain.Pictures;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Function;
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
@Tag(name = "CLV", description = "How often customers will buy again, and what that is worth")
class ClvController {

    private static final MediaType SVG = MediaType.parseMediaType("image/svg+xml;charset=UTF-8");

    private final ClvQueries queries;
    private final MongoClvModels models;
    private final Jobs jobs;
    private final Clock clock;
    private final Pictures pictures;

    ClvController(
            ClvQueries queries, MongoClvModels models, Jobs jobs, Clock clock, Pictures pictures) {
        this.queries = queries;
        this.models = models;
        this.jobs = jobs;
        this.clock = clock;
        this.pictures = pictures;
    }

    @PostMapping("/clv-models")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "createClvModel",
            summary = "Makes a CLV model",
            description = "A draft. Fit it, look at its diagnostics, then publish it.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<ClvPayloads.Model> create(
            @Valid @RequestBody ClvPayloads.NewModel body, NewId newId) {
        var faults = body.faults(clock.instant());
        if (!faults.isEmpty()) {
            throw WebProblem.VALIDATION.exception(faults);
        }
        var id = TypeId.of("clv", newId.uuid());
        models.keep(body.toDomain(id));
        var stored = queries.model(id);
        return ResponseEntity.created(URI.create("/api/v1/clv-models/" + id))
                .eTag(ETags.of(stored.version()))
                .body(ClvPayloads.Model.of(stored));
    }

    @GetMapping("/clv-models")
    @RequiresScope("scores:read")
    @Operation(operationId = "listClvModels", summary = "The CLV models there are, newest first")
    Page<ClvPayloads.Model> list(PageRequest page) {
        return queries.list(page);
    }

    @GetMapping("/clv-models/{id}")
    @RequiresScope("scores:read")
    @Operation(operationId = "getClvModel", summary = "A CLV model")
    ResponseEntity<ClvPayloads.Model> get(@PathVariable("id") String id) {
        return view(queries.model(id));
    }

    @PostMapping("/clv-models/{id}/fit")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "fitClvModel",
            summary = "Fits a draft to what all customers did",
            description = "A job. A model is fitted once; afterwards it never changes.")
    @ApiResponse(
            responseCode = "202",
            description = "Handed in; Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> fit(@PathVariable("id") String id, NewId newId, Caller caller) {
        var model = queries.model(id);
        if (model.state() != ClvModel.State.DRAFT) {
            throw ClvProblem.CLV_WRONG_STATE.exception(model.state());
        }
        return jobs.accepted(
                jobs.submit(newId.uuid(), ClvFitJob.NAME, ClvFitJob.params(id), caller));
    }

    @PostMapping("/clv-models/{id}/publish")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "publishClvModel",
            summary = "Puts a fitted model in use",
            description =
                    "The one published last answers where a caller names none, and is what"
                            + " predicates of segments ask for: customers enter and leave them by a"
                            + " job, which Link names.")
    ResponseEntity<ClvPayloads.Model> publish(
            @PathVariable("id") String id, NewId newId, Caller caller) {
        return announced(change(id, it -> it.publish(clock.instant())), newId, caller);
    }

    @PostMapping("/clv-models/{id}/retire")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "retireClvModel",
            summary = "Takes a model out of use",
            description =
                    "It still answers where a caller names it. Customers enter and leave segments by"
                            + " value by a job, which Link names.")
    ResponseEntity<ClvPayloads.Model> retire(
            @PathVariable("id") String id, NewId newId, Caller caller) {
        return announced(change(id, it -> it.retire(clock.instant())), newId, caller);
    }

    private ResponseEntity<ClvPayloads.Model> announced(
            ClvModel model, NewId newId, Caller caller) {
        var job =
                jobs.submit(
                        newId.uuid(), ClvMembersJob.NAME, ClvMembersJob.params(model.id()), caller);
        return ResponseEntity.ok()
                .eTag(ETags.of(model.version()))
                .header(HttpHeaders.LINK, "</api/v1/jobs/" + job + ">; rel=\"job\"")
                .body(ClvPayloads.Model.of(model));
    }

    private ClvModel change(String id, Function<ClvModel, ClvModelChange> decision) {
        return switch (models.change(id, decision)
                .orElseThrow(ClvProblem.CLV_MODEL_NOT_FOUND::exception)) {
            case ClvModelChange.Changed(var model) -> model;
            case ClvModelChange.AlreadySo(var model) -> model;
            case ClvModelChange.NotInThisState(var state) ->
                    throw ClvProblem.CLV_WRONG_STATE.exception(state);
        };
    }

    private static ResponseEntity<ClvPayloads.Model> view(ClvModel model) {
        return ResponseEntity.ok()
                .eTag(ETags.of(model.version()))
                .body(ClvPayloads.Model.of(model));
    }

    @GetMapping("/clv-models/{id}/diagnostics")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getClvDiagnostics",
            summary = "How well a model fits",
            description =
                    "Likelihoods of all families tried, the error in the holdout, and expected"
                            + " against actual purchases by frequency: the calibration plot.")
    ClvPayloads.Diagnostics diagnostics(@PathVariable("id") String id) {
        return queries.diagnostics(id);
    }

    @GetMapping("/clv-models/{id}/calibration.svg")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getClvCalibration",
            summary = "A model's calibration as a picture: expected against actual purchases",
            description =
                    "By how often customers had bought again before, up to seven times and more; in"
                            + " English or Chinese, as Accept-Language asks. A fit never changes,"
                            + " nor does its ETag.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "SVG 1.1, without scripts or references",
                            content =
                                    @Content(
                                            mediaType = "image/svg+xml",
                                            schema = @Schema(type = "string"))))
    ResponseEntity<byte[]> calibration(@PathVariable("id") String id, Locale locale) {
        var spoken = locale.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ENGLISH;
        return ResponseEntity.ok()
                .eTag("\"%s-%s\"".formatted(id, spoken.getLanguage()))
                .contentType(SVG)
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CONTENT_LANGUAGE, spoken.getLanguage())
                // Opened by itself in a browser it may do nothing but be looked at.
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(queries.calibration(id, spoken).svg(pictures));
    }

    @GetMapping("/customers/{id}/clv")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getCustomerClv",
            summary = "What a customer is worth, with reasons",
            description =
                    "Computed from what the customer had bought by asOf and the model's"
                            + " parameters: any past day can be asked for.")
    ClvPayloads.CustomerClv customer(
            @PathVariable("id") String id,
            @Parameter(description = "The one in use at asOf if left out")
                    @RequestParam(name = "model", required = false)
                    @Nullable String model,
            @Parameter(
                            description = "How far to look ahead, at most ten years",
                            schema =
                                    @Schema(
                                            type = "string",
                                            defaultValue = "P12M",
                                            example = "P12M"))
                    @RequestParam(name = "horizon", defaultValue = "P12M")
                    Horizon horizon,
            @Parameter(
                            description =
                                    "What next year's money is worth less, 0 to 1; the model's own"
                                            + " if left out",
                            schema = @Schema(type = "string", example = "0.15"))
                    @RequestParam(name = "discountRate", required = false)
                    @Nullable DiscountRate discountRate,
            @Parameter(
                            description = "A date (its first moment, UTC) or a moment",
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf) {
        return queries.customer(
                id, model, horizon, discountRate, asOf == null ? null : asOf.moment());
    }
}
