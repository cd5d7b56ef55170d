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
import io.pondcrm.segmentation.score.domain.AsOf;
import io.pondcrm.segmentation.score.domain.Days;
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
@Tag(name = "Models", description = "Groups of customers who buy alike, who buys again, and what")
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
                    "A job. kMeans and gaussianMixture group customers who buy alike; logistic learns"
                            + " who buys within a time, nextCategory what they buy next, and both"
                            + " try it out. The same data and seed give the same model.")
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

    @GetMapping("/models")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listModels",
            summary = "The models there are, newest first",
            description =
                    "Each that a run made, with its version, what it looks at and how good it is;"
                            + " its drift when somebody last looked, and whom it selects.")
    Page<ModelRunPayloads.Registered> models(PageRequest page) {
        return page.find(
                mongo,
                Criteria.where("state").is(ModelRunDocument.State.FINISHED.name()),
                ModelRunDocument.class,
                it -> ModelRunPayloads.Registered.of(ModelCards.of(it, Locale.ENGLISH)));
    }

    @GetMapping("/models/{id}")
    @RequiresScope("scores:read")
    @Operation(operationId = "getModel", summary = "A model, as the registry lists it")
    ModelRunPayloads.Registered model(@PathVariable("id") String id) {
        return ModelRunPayloads.Registered.of(ModelCards.of(finished(id), Locale.ENGLISH));
    }

    @PostMapping("/models/{id}/drift")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "watchModelDrift",
            summary = "Compares customers now with those a model was made of",
            description =
                    "A job: the population stability index of each feature. The registry and the"
                            + " card show it afterwards.")
    @ApiResponse(
            responseCode = "202",
            description = "Handed in; Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> drift(@PathVariable("id") String id, NewId newId, Caller caller) {
        var model = finished(id);
        if (model.bins() == null) {
            throw ModelProblem.MODEL_WITHOUT_FEATURES.exception();
        }
        return jobs.accepted(
                jobs.submit(
                        newId.uuid(),
                        ModelDriftJob.NAME,
                        ModelDriftJob.params(id, clock.instant()),
                        caller));
    }

    @GetMapping("/models/{id}/card")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getModelCard",
            summary = "What a model is for, of what it was made, and how good it is")
    ModelRunPayloads.Card card(@PathVariable("id") String id) {
        return ModelCards.of(finished(id), LocaleContextHolder.getLocale());
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
                                        .filter(it ->
                                                it.kindOf() == ModelRunDocument.Kind.NEXT_CATEGORY
                                                        && it.horizonDays() == horizon.count()))
                        .orElseThrow(() -> ModelProblem.NEED_NO_MODEL.exception(horizon));
        var needs = run.needs();
        if (needs == null) {
            throw ModelProblem.MODEL_NOT_MADE.exception();
        }
        var now = clock.instant();
        return ModelRunPayloads.Forecast.of(
                id, run, needs, runs.model(run, needs).forecast(known, now).orElse(null), now);
    }

    @GetMapping("/customers/{id}/model-groups")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listCustomerModelGroups",
            summary = "The groups that a customer is in by k-means and mixtures",
            description =
                    "By each grouping in use at asOf: of each name and kind the latest finished run"
                            + " that is not of a later moment. Customers who were not there when it"
                            + " ran are placed, too, by what they did until asOf; who bought nothing"
                            + " in its window is in none. A run of before places were kept is left"
                            + " out.")
    Page<ModelRunPayloads.InGroup> groups(
            @PathVariable("id") String id,
            @Parameter(
                            description =
                                    "A date (its first moment, UTC) or a moment; now if left out",
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf) {
        var known =
                CustomerId.find(id)
                        .flatMap(facts::find)
                        .orElseThrow(ModelProblem.NEED_UNKNOWN_CUSTOMER::exception);
        var moment = (asOf == null ? new AsOf(clock.instant()) : asOf).moment();
        return Page.whole(
                runs.listGroupings(moment).stream()
                        .flatMap(run -> ModelRunPayloads.InGroup.find(run, known, moment).stream())
                        .toList());
    }

    private ModelRunDocument finished(String id) {
        var run = document(id);
        if (!run.isFinished()) {
            throw ModelProblem.MODEL_NOT_MADE.exception();
        }
        return run;
    }

    private ModelRunDocument document(String id) {
        return runs.find(id).orElseThrow(ModelProblem.MODEL_RUN_NOT_FOUND::exception);
    }
}
