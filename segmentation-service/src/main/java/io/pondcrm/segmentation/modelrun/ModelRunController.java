package io.pondcrm.segmentation.modelrun;

import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.TypeId;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.score.domain.Days;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
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
@Tag(name = "Models", description = "Groups of customers who buy alike, and what they buy next")
class ModelRunController {

    private final MongoModelRuns runs;
    private final Facts facts;
    private final MongoOperations mongo;
    private final Jobs jobs;
    private final Clock clock;

    ModelRunController(
            MongoModelRuns runs, Facts facts, MongoOperations mongo, Jobs jobs, Clock clock) {
        this.runs = runs;
        this.facts = facts;
        this.mongo = mongo;
        this.jobs = jobs;
        this.clock = clock;
    }

    @PostMapping("/model-runs")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "runModel",
            summary = "Makes a model of what all customers did",
            description =
                    "A job. kMeans groups customers who buy alike; nextCategory learns what they"
                            + " buy next, and tries it out.")
    @ApiResponse(
            responseCode = "202",
            description = "Handed in; Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> run(
            @Valid @RequestBody ModelRunPayloads.NewModelRun body, NewId newId, Caller caller) {
        var faults = body.faults();
        if (!faults.isEmpty()) {
            throw WebProblem.VALIDATION.exception(faults);
        }
        var id = TypeId.of("mdl", newId.at(0));
        runs.begin(body.toDocument(id, clock.instant()));
        return jobs.accepted(
                jobs.submit(newId.uuid(), ModelRunJob.NAME, ModelRunJob.params(id), caller));
    }

    @GetMapping("/model-runs")
    @RequiresScope("scores:read")
    @Operation(operationId = "listModelRuns", summary = "The model runs there are, newest first")
    Page<ModelRunPayloads.Run> list(PageRequest page) {
        return page.find(mongo, new Criteria(), ModelRunDocument.class, ModelRunPayloads.Run::of);
    }

    @GetMapping("/model-runs/{id}")
    @RequiresScope("scores:read")
    @Operation(operationId = "getModelRun", summary = "A model run, and what it found")
    ModelRunPayloads.Run get(@PathVariable("id") String id) {
        return ModelRunPayloads.Run.of(document(id));
    }

    @GetMapping("/models/{id}/card")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getModelCard",
            summary = "What a model is for, of what it was made, and how good it is")
    ModelRunPayloads.Card card(@PathVariable("id") String id) {
        var run = document(id);
        if (!run.isFinished()) {
            throw ModelProblem.MODEL_NOT_MADE.exception();
        }
        return ModelCards.of(run, LocaleContextHolder.getLocale());
    }

    @GetMapping("/customers/{id}/need-forecast")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getNeedForecast",
            summary = "What a customer will buy next",
            description =
                    "By the latest finished model that looks so far ahead, or by the one named;"
                            + " with the parts each probability is made of, and the model's"
                            + " back-test.")
    ModelRunPayloads.Forecast forecast(
            @PathVariable("id") String id,
            @Parameter(
                            description = "How far to look ahead: a model's horizon",
                            schema =
                                    @Schema(
                                            type = "string",
                                            defaultValue = "P30D",
                                            example = "P30D"))
                    @RequestParam(name = "horizon", defaultValue = "P30D")
                    Days horizon,
            @Parameter(description = "The latest if left out")
                    @RequestParam(name = "model", required = false)
                    @Nullable String model) {
        var known =
                CustomerId.find(id)
                        .flatMap(facts::find)
                        .orElseThrow(ModelProblem.NEED_UNKNOWN_CUSTOMER::exception);
        var run =
                (model == null
                                ? runs.findLatestForecast(horizon.count())
                                : runs.find(model)
                                        .filter(it -> it.horizonDays() == horizon.count()))
                        .orElseThrow(() -> ModelProblem.NEED_NO_MODEL.exception(horizon));
        var needs = run.needs();
        if (needs == null) {
            throw ModelProblem.MODEL_NOT_MADE.exception();
        }
        var now = clock.instant();
        return ModelRunPayloads.Forecast.of(
                id, run, needs, runs.model(run, needs).forecast(known, now).orElse(null), now);
    }

    private ModelRunDocument document(String id) {
        return runs.find(id).orElseThrow(ModelProblem.MODEL_RUN_NOT_FOUND::exception);
    }
}
