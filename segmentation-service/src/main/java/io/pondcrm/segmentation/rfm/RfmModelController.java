package io.pondcrm.segmentation.rfm;

import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.http.MergePatch;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.kernel.TypeId;
import io.pondcrm.segmentation.EditionAnswers;
import io.pondcrm.segmentation.Faults;
import io.pondcrm.segmentation.definition.domain.EditionChange;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.rfm.domain.RfmModels;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The life of a model: drafted, tried, published, retired. */
@RestController
@RequestMapping("/api/v1/rfm-models")
@Tag(name = "RFM", description = "Recency, frequency and monetary value")
class RfmModelController {

    private final EditionAnswers<RfmModel, RfmPayloads.Model> answers =
            new EditionAnswers<>(
                    "/api/v1/rfm-models",
                    RfmPayloads.Model::of,
                    new EditionAnswers.Refusals(
                            RfmProblem.RFM_MODEL_NOT_FOUND,
                            RfmProblem.RFM_MODEL_DRAFT_EXISTS,
                            RfmProblem.RFM_MODEL_NO_DRAFT,
                            RfmProblem.RFM_MODEL_NOT_PUBLISHED,
                            null));
    private final MongoRfmModels models;
    private final MongoRfm runs;
    private final Jobs jobs;
    private final Clock clock;

    RfmModelController(MongoRfmModels models, MongoRfm runs, Jobs jobs, Clock clock) {
        this.models = models;
        this.runs = runs;
        this.jobs = jobs;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("scores:write")
    @Operation(
            operationId = "createRfmModel",
            summary = "Makes an RFM model",
            description =
                    "In use at once, or with state DRAFT to be tried by …/simulations first. What"
                            + " is published never changes; …/versions begins the next. Then start"
                            + " a run of it.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<RfmPayloads.Model> create(
            @Valid @RequestBody RfmPayloads.NewModel body, NewId newId, Caller caller) {
        refuseFaults(body);
        var model = body.toDomain(TypeId.of("rfm", newId.uuid()), 1);
        if (models.find(model.id()).isEmpty() && models.listAll().size() >= RfmModels.MAX_MODELS) {
            throw RfmProblem.RFM_TOO_MANY_MODELS.exception(RfmModels.MAX_MODELS);
        }
        var now = clock.instant();
        return answers.created(
                models.keep(
                        body.isDraft()
                                ? Editions.begun(model, now)
                                : Editions.published(model, now, caller.clientId())));
    }

    @PostMapping("/{model}/versions")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "draftRfmModelVersion",
            summary = "Begins the next version of an RFM model",
            description =
                    "A draft scores nobody. Try it out by …/simulations, then publish it. One"
                            + " draft at a time: 409.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<RfmPayloads.Model> draft(
            @PathVariable("model") String id, @Valid @RequestBody RfmPayloads.NewModel body) {
        refuseMain(id);
        refuseFaults(body);
        refuseState(body);
        var model = body.toDomain(id, 1);
        return answers.created(change(id, it -> it.draft(model, clock.instant())));
    }

    @GetMapping
    @RequiresScope("scores:read")
    @Operation(operationId = "listRfmModels", summary = "The RFM models there are")
    Page<RfmPayloads.Model> list() {
        return Page.whole(
                models.listAll().stream().map(it -> RfmPayloads.Model.of(it.shown())).toList());
    }

    @GetMapping("/{model}")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getRfmModel",
            summary = "An RFM model",
            description =
                    "The published version, or else the last one; with version, that one. The ETag"
                            + " is the model's, whichever version is shown.")
    ResponseEntity<RfmPayloads.Model> get(
            @Parameter(example = RfmModel.MAIN) @PathVariable("model") String id,
            @Parameter(example = "1") @RequestParam(name = "version", required = false)
                    @Nullable Integer version) {
        return answers.one(model(id), version);
    }

    @GetMapping("/{model}/versions")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listRfmModelVersions",
            summary = "All versions of an RFM model, newest first")
    Page<RfmPayloads.Model> versions(@PathVariable("model") String id) {
        return answers.versions(model(id));
    }

    @PatchMapping("/{model}")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "changeRfmModel",
            summary = "Changes the draft of an RFM model",
            description =
                    "Merge patch; lists are replaced as a whole. A published version never"
                            + " changes: 409.")
    ResponseEntity<RfmPayloads.Model> patch(
            @PathVariable("model") String id,
            @RequestBody MergePatch<RfmPayloads.NewModel> patch,
            IfMatch ifMatch) {
        refuseMain(id);
        var seen = model(id);
        ifMatch.requires(seen.revision());
        var after = patch.applyTo(RfmPayloads.NewModel.of(answers.draft(seen)));
        refuseFaults(after);
        refuseState(after);
        return answers.last(
                change(id, answers.asSeen(ifMatch, it -> it.redraft(after.toDomain(id, 1)))));
    }

    @DeleteMapping("/{model}")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "discardRfmModelDraft",
            summary = "Takes back the draft of an RFM model",
            description =
                    "A model that has no other version goes with it. What was published stays, for"
                            + " it explains what was decided by it: 409 without a draft.")
    @ApiResponse(responseCode = "204", description = "Gone")
    ResponseEntity<Void> discard(@PathVariable("model") String id, IfMatch ifMatch) {
        refuseMain(id);
        ifMatch.requires(model(id).revision());
        return answers.discarded(models.change(id, answers.asSeen(ifMatch, Editions::discard)));
    }

    @PostMapping("/{model}/publish")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "publishRfmModel",
            summary = "Puts the draft in use",
            description =
                    "The version before retires in the same moment. A run of the new one as of now"
                            + " begins, which Link names; until it is done customers keep their"
                            + " scores.")
    ResponseEntity<RfmPayloads.Model> publish(
            @PathVariable("model") String id, NewId newId, Caller caller) {
        refuseMain(id);
        var model = change(id, it -> it.publish(clock.instant(), caller.clientId()));
        var job =
                jobs.submit(
                        newId.uuid(),
                        RfmRunJob.NAME,
                        RfmRunJob.params(
                                TypeId.of("rfmrun", newId.at(0)),
                                model.last().definition(),
                                clock.instant()),
                        caller);
        return answers.announced(model, job);
    }

    @PostMapping("/{model}/retire")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "retireRfmModel",
            summary = "Takes an RFM model out of use",
            description =
                    "Nobody has scores by it from then on; asOf still answers, and runs stay to be"
                            + " read. Customers lose their scores by a job, which Link names.")
    ResponseEntity<RfmPayloads.Model> retire(
            @PathVariable("model") String id, NewId newId, Caller caller) {
        refuseMain(id);
        var model = change(id, it -> it.retire(clock.instant()));
        return answers.announced(
                model,
                jobs.submit(
                        newId.uuid(), RfmRetirementJob.NAME, RfmRetirementJob.params(id), caller));
    }

    @PostMapping("/{model}/simulations")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "simulateRfmModel",
            summary = "Tries the draft out on all customers",
            description =
                    "A job. It counts what a run of the draft would find, and who would move from"
                            + " which named segment to which; nobody's score is touched.")
    @ApiResponse(
            responseCode = "202",
            description = "Handed in; Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> simulate(
            @PathVariable("model") String id,
            @Valid @RequestBody RfmPayloads.NewRun body,
            NewId newId,
            Caller caller) {
        refuseMain(id);
        var draft = answers.draft(model(id));
        var asOf = moment(body, clock);
        var simulation = TypeId.of("rfmsim", newId.at(0));
        models.begin(
                new RfmSimulationDocument(
                        simulation,
                        id,
                        RfmModelDocument.of(draft),
                        runs.findDeciding(id, asOf).map(it -> it.id()).orElse(null),
                        asOf,
                        null,
                        List.of()));
        return jobs.accepted(
                jobs.submit(
                        newId.uuid(),
                        RfmSimulationJob.NAME,
                        RfmSimulationJob.params(simulation),
                        caller));
    }

    @GetMapping("/{model}/simulations/{simulation}")
    @RequiresScope("scores:read")
    @Operation(operationId = "getRfmSimulation", summary = "What a simulation found")
    RfmPayloads.Simulation simulation(
            @PathVariable("model") String id, @PathVariable("simulation") String simulation) {
        var found =
                models.findSimulation(simulation)
                        .filter(it -> it.modelId().equals(id))
                        .orElseThrow(RfmProblem.RFM_SIMULATION_NOT_FOUND::exception);
        var against = found.against();
        return RfmPayloads.Simulation.of(
                found, against == null ? null : runs.findRunById(against).orElse(null));
    }

    /** The moment a caller asks for; the clock's without one. */
    static java.time.Instant moment(RfmPayloads.NewRun body, Clock clock) {
        var asOf = body.asOf();
        var fault = Faults.asOf("/asOf", asOf);
        if (fault.isPresent()) {
            throw WebProblem.VALIDATION.exception(List.of(fault.get()));
        }
        return asOf == null
                ? clock.instant().truncatedTo(ChronoUnit.MILLIS)
                : AsOf.valueOf(asOf).moment();
    }

    private static void refuseFaults(RfmPayloads.NewModel body) {
        var faults = body.faults();
        if (!faults.isEmpty()) {
            throw WebProblem.VALIDATION.exception(faults);
        }
    }

    private static void refuseState(RfmPayloads.NewModel body) {
        if (body.state() != null) {
            throw WebProblem.VALIDATION.exception(List.of(RfmPayloads.NewModel.STATE_OF_A_DRAFT));
        }
    }

    private void refuseMain(String id) {
        if (models.isMain(id)) {
            throw RfmProblem.RFM_MODEL_BUILT_IN.exception();
        }
    }

    private Editions<RfmModel> model(String id) {
        return models.find(id).orElseThrow(RfmProblem.RFM_MODEL_NOT_FOUND::exception);
    }

    private Editions<RfmModel> change(
            String id, Function<Editions<RfmModel>, EditionChange<RfmModel>> decision) {
        return answers.outcome(models.change(id, decision));
    }
}
