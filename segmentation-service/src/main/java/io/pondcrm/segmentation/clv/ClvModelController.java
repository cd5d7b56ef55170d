package io.pondcrm.segmentation.clv;

import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.http.MergePatch;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.kernel.TypeId;
import io.pondcrm.segmentation.EditionAnswers;
import io.pondcrm.segmentation.Faults;
import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.definition.domain.EditionChange;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
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

/** The life of a model: drafted, fitted, tried, published, retired. */
@RestController
@RequestMapping(ClvModelController.PATH)
@Tag(name = "CLV", description = "How often customers will buy again, and what that is worth")
class ClvModelController {

    static final String PATH = "/api/v1/clv-models";

    private final EditionAnswers<ClvModel, ClvPayloads.Model> answers =
            new EditionAnswers<>(
                    PATH,
                    ClvPayloads.Model::of,
                    new EditionAnswers.Refusals(
                            ClvProblem.CLV_MODEL_NOT_FOUND,
                            ClvProblem.CLV_MODEL_DRAFT_EXISTS,
                            ClvProblem.CLV_MODEL_NO_DRAFT,
                            ClvProblem.CLV_MODEL_NOT_PUBLISHED,
                            ClvProblem.CLV_DRAFT_NOT_FITTED));
    private final MongoClvModels models;
    private final ClvQueries queries;
    private final Jobs jobs;
    private final Clock clock;

    ClvModelController(MongoClvModels models, ClvQueries queries, Jobs jobs, Clock clock) {
        this.models = models;
        this.queries = queries;
        this.jobs = jobs;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("scores:write")
    @Operation(
            operationId = "createClvModel",
            summary = "Makes a CLV model",
            description =
                    "A draft. Fit it, look at its diagnostics, try it out by …/simulations, then"
                            + " publish it. What is published never changes; …/versions begins the"
                            + " next.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<ClvPayloads.Model> create(
            @Valid @RequestBody ClvPayloads.NewModel body, NewId newId) {
        refuseFaults(body);
        var model = body.toDomain(TypeId.of("clv", newId.uuid()));
        return answers.created(models.keep(Editions.begun(model, clock.instant())));
    }

    @PostMapping("/{id}/versions")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "draftClvModelVersion",
            summary = "Begins the next version of a CLV model",
            description = "A draft values nobody until it is published. One draft at a time: 409.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<ClvPayloads.Model> draft(
            @PathVariable("id") String id, @Valid @RequestBody ClvPayloads.NewModel body) {
        refuseFaults(body);
        var model = body.toDomain(id);
        return answers.created(change(id, it -> it.draft(model, clock.instant())));
    }

    @GetMapping
    @RequiresScope("scores:read")
    @Operation(operationId = "listClvModels", summary = "The CLV models there are, newest first")
    Page<ClvPayloads.Model> list(PageRequest page) {
        return queries.list(page);
    }

    @GetMapping("/{id}")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getClvModel",
            summary = "A CLV model",
            description =
                    "The published version, or else the last one; with version, that one. The ETag"
                            + " is the model's, whichever version is shown.")
    ResponseEntity<ClvPayloads.Model> get(
            @PathVariable("id") String id,
            @Parameter(example = "1") @RequestParam(name = "version", required = false)
                    @Nullable Integer version) {
        return answers.one(queries.model(id), version);
    }

    @GetMapping("/{id}/versions")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listClvModelVersions",
            summary = "All versions of a CLV model, newest first")
    Page<ClvPayloads.Model> versions(@PathVariable("id") String id) {
        return answers.versions(queries.model(id));
    }

    @PatchMapping("/{id}")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "changeClvModel",
            summary = "Changes the draft of a CLV model",
            description =
                    "Merge patch. What it is fitted to makes it a draft to be fitted again; name,"
                            + " horizon, discount and value bands leave the fit. A published version"
                            + " never changes: 409.")
    ResponseEntity<ClvPayloads.Model> patch(
            @PathVariable("id") String id,
            @RequestBody MergePatch<ClvPayloads.NewModel> patch,
            IfMatch ifMatch) {
        var seen = queries.model(id);
        ifMatch.requires(seen.revision());
        var draft = answers.draft(seen);
        var after = patch.applyTo(ClvPayloads.NewModel.of(draft));
        refuseFaults(after);
        var model = after.toDomain(id).fittedLike(draft);
        return answers.last(change(id, answers.asSeen(ifMatch, it -> it.redraft(model))));
    }

    @DeleteMapping("/{id}")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "discardClvModelDraft",
            summary = "Takes back the draft of a CLV model",
            description =
                    "A model that has no other version goes with it. What was published stays, for"
                            + " it explains what was decided by it: 409 without a draft.")
    @ApiResponse(responseCode = "204", description = "Gone")
    ResponseEntity<Void> discard(@PathVariable("id") String id, IfMatch ifMatch) {
        return answers.discarded(models.change(id, answers.asSeen(ifMatch, Editions::discard)));
    }

    @PostMapping("/{id}/fit")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "fitClvModel",
            summary = "Fits a draft to what all customers did",
            description = "A job. A draft is fitted once as it is written.")
    @ApiResponse(
            responseCode = "202",
            description = "Handed in; Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> fit(@PathVariable("id") String id, NewId newId, Caller caller) {
        var last = queries.model(id).last();
        if (!last.isDraft() || last.definition().fit() != null) {
            throw ClvProblem.CLV_WRONG_STATE.exception(ClvPayloads.Model.of(last).state());
        }
        return jobs.accepted(
                jobs.submit(newId.uuid(), ClvFitJob.NAME, ClvFitJob.params(id), caller));
    }

    @PostMapping("/{id}/simulations")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "simulateClvModel",
            summary = "Tries the fitted draft out on all customers",
            description =
                    "A job. It counts who would go from which value band to which if the draft were"
                            + " published at that moment, in the place of the model in use then;"
                            + " nobody's value is touched.")
    @ApiResponse(
            responseCode = "202",
            description = "Handed in; Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> simulate(
            @PathVariable("id") String id,
            @Valid @RequestBody ClvPayloads.NewSimulation body,
            NewId newId,
            Caller caller) {
        var asOf = body.asOf();
        Faults.asOf("/asOf", asOf)
                .ifPresent(fault -> {
                    throw WebProblem.VALIDATION.exception(List.of(fault));
                });
        var draft = answers.draft(queries.model(id));
        if (draft.fit() == null) {
            throw ClvProblem.CLV_DRAFT_NOT_FITTED.exception();
        }
        var moment =
                asOf == null ? new AsOf(clock.instant()).moment() : AsOf.valueOf(asOf).moment();
        var simulation = TypeId.of("clvsim", newId.at(0));
        models.begin(
                new ClvSimulationDocument(
                        simulation,
                        id,
                        ClvModelDocument.of(draft),
                        models.findInUse(moment).map(ClvModelDocument::of).orElse(null),
                        moment,
                        0,
                        null));
        return jobs.accepted(
                jobs.submit(
                        newId.uuid(),
                        ClvSimulationJob.NAME,
                        ClvSimulationJob.params(simulation),
                        caller));
    }

    @GetMapping("/{id}/simulations/{simulation}")
    @RequiresScope("scores:read")
    @Operation(operationId = "getClvSimulation", summary = "What a simulation found")
    ClvPayloads.Simulation simulation(
            @PathVariable("id") String id, @PathVariable("simulation") String simulation) {
        return models.findSimulation(simulation)
                .filter(it -> it.modelId().equals(id))
                .map(ClvPayloads.Simulation::of)
                .orElseThrow(ClvProblem.CLV_SIMULATION_NOT_FOUND::exception);
    }

    @PostMapping("/{id}/publish")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "publishClvModel",
            summary = "Puts the fitted draft in use",
            description =
                    "The version before retires in the same moment. Of all models the one published"
                            + " last answers where a caller names none, and is what predicates of"
                            + " segments ask for: customers enter and leave them by a job, which"
                            + " Link names.")
    ResponseEntity<ClvPayloads.Model> publish(
            @PathVariable("id") String id, NewId newId, Caller caller) {
        var model = change(id, it -> it.publish(clock.instant(), caller.clientId()));
        return answers.announced(model, moveMembers(id, newId, caller));
    }

    @PostMapping("/{id}/retire")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "retireClvModel",
            summary = "Takes a model out of use",
            description =
                    "It still answers where a caller names it. Customers enter and leave segments by"
                            + " value by a job, which Link names.")
    ResponseEntity<ClvPayloads.Model> retire(
            @PathVariable("id") String id, NewId newId, Caller caller) {
        var model = change(id, it -> it.retire(clock.instant()));
        return answers.announced(model, moveMembers(id, newId, caller));
    }

    private String moveMembers(String id, NewId newId, Caller caller) {
        return jobs.submit(newId.uuid(), ClvMembersJob.NAME, ClvMembersJob.params(id), caller);
    }

    private void refuseFaults(ClvPayloads.NewModel body) {
        var faults = body.faults(clock.instant());
        if (!faults.isEmpty()) {
            throw WebProblem.VALIDATION.exception(faults);
        }
    }

    private Editions<ClvModel> change(
            String id, Function<Editions<ClvModel>, EditionChange<ClvModel>> decision) {
        return answers.outcome(models.change(id, decision));
    }
}
