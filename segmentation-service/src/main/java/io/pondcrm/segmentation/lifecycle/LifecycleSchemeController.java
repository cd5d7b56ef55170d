package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.chassis.basics.FieldError;
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
import io.pondcrm.segmentation.definition.domain.EditionChange;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleSchemes;
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

/** The life of a scheme: drafted, tried, published, retired. */
@RestController
@RequestMapping(LifecycleSchemeController.PATH)
@Tag(name = "Lifecycle")
class LifecycleSchemeController {

    static final String PATH = "/api/v1/lifecycle-schemes";

    private final EditionAnswers<LifecycleScheme, LifecyclePayloads.Scheme> answers =
            new EditionAnswers<>(
                    PATH,
                    LifecyclePayloads.Scheme::of,
                    new EditionAnswers.Refusals(
                            LifecycleProblem.LIFECYCLE_SCHEME_NOT_FOUND,
                            LifecycleProblem.LIFECYCLE_SCHEME_DRAFT_EXISTS,
                            LifecycleProblem.LIFECYCLE_SCHEME_NO_DRAFT,
                            LifecycleProblem.LIFECYCLE_SCHEME_NOT_PUBLISHED,
                            null));
    private final MongoLifecycleSchemes schemes;
    private final Jobs jobs;
    private final Clock clock;

    LifecycleSchemeController(MongoLifecycleSchemes schemes, Jobs jobs, Clock clock) {
        this.schemes = schemes;
        this.jobs = jobs;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("scores:write")
    @Operation(
            operationId = "createLifecycleScheme",
            summary = "Makes a lifecycle scheme beside the one that everybody is in",
            description =
                    "A draft, which gives nobody a stage until it is published; or in force at once"
                            + " with state PUBLISHED: then customers get their stages by a job,"
                            + " which Link names.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<LifecyclePayloads.Scheme> create(
            @Valid @RequestBody LifecyclePayloads.NewScheme body, NewId newId, Caller caller) {
        refuse(body.faults());
        var id = body.id() == null ? TypeId.of("lfc", newId.uuid()) : body.id();
        refuseMain(id);
        var scheme = body.toDomain(id);
        if (schemes.findEditions(id).isEmpty()
                && schemes.listAll().size() > LifecycleSchemes.MAX_SCHEMES) {
            throw LifecycleProblem.LIFECYCLE_SCHEME_TOO_MANY.exception(
                    LifecycleSchemes.MAX_SCHEMES);
        }
        var now = clock.instant();
        var made =
                kept(
                        body.isPublished()
                                ? Editions.published(scheme, now, caller.clientId())
                                : Editions.begun(scheme, now));
        return body.isPublished()
                ? answers.created(made, giveStages(id, newId, caller))
                : answers.created(made);
    }

    /** The same one again changes nothing. */
    private Editions<LifecycleScheme> kept(Editions<LifecycleScheme> made) {
        if (schemes.insert(made)) {
            return made;
        }
        var there = schemes.findEditions(made.id()).orElseThrow();
        if (!there.last().definition().equals(made.last().definition())
                || there.last().isDraft() != made.last().isDraft()) {
            throw LifecycleProblem.LIFECYCLE_SCHEME_EXISTS.exception();
        }
        return there;
    }

    @PostMapping("/{scheme}/versions")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "draftLifecycleSchemeVersion",
            summary = "Begins the next version of a lifecycle scheme",
            description =
                    "A draft gives nobody a stage. Try it out by …/simulations, then publish it."
                            + " One draft at a time: 409.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<LifecyclePayloads.Scheme> draft(
            @PathVariable("scheme") String id,
            @Valid @RequestBody LifecyclePayloads.NewScheme body) {
        refuseMain(id);
        refuse(body.faultsOfNext(id));
        var scheme = body.toDomain(id);
        return answers.created(change(id, it -> it.draft(scheme, clock.instant())));
    }

    @GetMapping
    @RequiresScope("scores:read")
    @Operation(operationId = "listLifecycleSchemes", summary = "The lifecycle schemes there are")
    Page<LifecyclePayloads.Scheme> list() {
        return Page.whole(
                schemes.listAll().stream()
                        .map(it -> LifecyclePayloads.Scheme.of(it.shown()))
                        .toList());
    }

    @GetMapping("/{scheme}")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getLifecycleScheme",
            summary = "A lifecycle scheme with its rules",
            description =
                    "The published version, or else the last one; with version, that one. The ETag"
                            + " is the scheme's, whichever version is shown.")
    ResponseEntity<LifecyclePayloads.Scheme> get(
            @PathVariable("scheme") String id,
            @Parameter(example = "1") @RequestParam(name = "version", required = false)
                    @Nullable Integer version) {
        return answers.one(scheme(id), version);
    }

    @GetMapping("/{scheme}/versions")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listLifecycleSchemeVersions",
            summary = "All versions of a lifecycle scheme, newest first")
    Page<LifecyclePayloads.Scheme> versions(@PathVariable("scheme") String id) {
        return answers.versions(scheme(id));
    }

    @PatchMapping("/{scheme}")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "changeLifecycleScheme",
            summary = "Changes the draft of a lifecycle scheme",
            description = "Merge patch. A published version never changes: 409.")
    ResponseEntity<LifecyclePayloads.Scheme> patch(
            @PathVariable("scheme") String id,
            @RequestBody MergePatch<LifecyclePayloads.NewScheme> patch,
            IfMatch ifMatch) {
        refuseMain(id);
        var seen = scheme(id);
        ifMatch.requires(seen.revision());
        var after = patch.applyTo(LifecyclePayloads.NewScheme.of(answers.draft(seen)));
        refuse(after.faultsOfNext(id));
        return answers.last(
                change(id, answers.asSeen(ifMatch, it -> it.redraft(after.toDomain(id)))));
    }

    @DeleteMapping("/{scheme}")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "discardLifecycleSchemeDraft",
            summary = "Takes back the draft of a lifecycle scheme",
            description =
                    "A scheme that has no other version goes with it. What was published stays, for"
                            + " it explains what was decided by it: 409 without a draft.")
    @ApiResponse(responseCode = "204", description = "Gone")
    ResponseEntity<Void> discard(@PathVariable("scheme") String id, IfMatch ifMatch) {
        refuseMain(id);
        ifMatch.requires(scheme(id).revision());
        return answers.discarded(schemes.change(id, answers.asSeen(ifMatch, Editions::discard)));
    }

    @PostMapping("/{scheme}/publish")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "publishLifecycleScheme",
            summary = "Puts the draft in force",
            description =
                    "The version before retires in the same moment and still tells the stages of"
                            + " before. Customers get their stages by a job, which Link names.")
    ResponseEntity<LifecyclePayloads.Scheme> publish(
            @PathVariable("scheme") String id, NewId newId, Caller caller) {
        refuseMain(id);
        var scheme = change(id, it -> it.publish(clock.instant(), caller.clientId()));
        return answers.announced(scheme, giveStages(id, newId, caller));
    }

    @PostMapping("/{scheme}/retire")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "retireLifecycleScheme",
            summary = "Takes a lifecycle scheme out of force",
            description =
                    "Nobody has a stage of it from then on; asOf and the history still answer."
                            + " Customers lose their stages by a job, which Link names.")
    ResponseEntity<LifecyclePayloads.Scheme> retire(
            @PathVariable("scheme") String id, NewId newId, Caller caller) {
        refuseMain(id);
        var scheme = change(id, it -> it.retire(clock.instant()));
        return answers.announced(scheme, giveStages(id, newId, caller));
    }

    private String giveStages(String scheme, NewId newId, Caller caller) {
        return jobs.submit(
                newId.uuid(), LifecycleMembersJob.NAME, LifecycleMembersJob.params(scheme), caller);
    }

    @PostMapping("/{scheme}/simulations")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "simulateLifecycleScheme",
            summary = "Tries the draft out on all customers",
            description =
                    "A job. It counts who would go from which stage to which if the draft were"
                            + " published at that moment; nobody's stage is touched.")
    @ApiResponse(
            responseCode = "202",
            description = "Handed in; Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> simulate(
            @PathVariable("scheme") String id,
            @Valid @RequestBody LifecyclePayloads.NewSimulation body,
            NewId newId,
            Caller caller) {
        refuseMain(id);
        refuse(body.faults());
        var scheme = scheme(id);
        var asOf = body.asOf();
        var moment =
                asOf == null ? new AsOf(clock.instant()).moment() : AsOf.valueOf(asOf).moment();
        var simulation = TypeId.of("lfcsim", newId.at(0));
        schemes.begin(
                new LifecycleSimulationDocument(
                        simulation,
                        id,
                        StageRulesDocument.of(answers.draft(scheme)),
                        scheme.inForceAt(moment).map(StageRulesDocument::of).orElse(null),
                        moment,
                        0,
                        null));
        return jobs.accepted(
                jobs.submit(
                        newId.uuid(),
                        LifecycleSimulationJob.NAME,
                        LifecycleSimulationJob.params(simulation),
                        caller));
    }

    @GetMapping("/{scheme}/simulations/{simulation}")
    @RequiresScope("scores:read")
    @Operation(operationId = "getLifecycleSimulation", summary = "What a simulation found")
    LifecyclePayloads.Simulation simulation(
            @PathVariable("scheme") String id, @PathVariable("simulation") String simulation) {
        return schemes.findSimulation(simulation)
                .filter(it -> it.scheme().equals(id))
                .map(LifecyclePayloads.Simulation::of)
                .orElseThrow(LifecycleProblem.LIFECYCLE_SIMULATION_NOT_FOUND::exception);
    }

    private static void refuse(List<FieldError> faults) {
        if (!faults.isEmpty()) {
            throw WebProblem.VALIDATION.exception(faults);
        }
    }

    private void refuseMain(String id) {
        if (schemes.isMain(id)) {
            throw LifecycleProblem.LIFECYCLE_SCHEME_BUILT_IN.exception();
        }
    }

    private Editions<LifecycleScheme> scheme(String id) {
        return schemes.findEditions(id)
                .orElseThrow(LifecycleProblem.LIFECYCLE_SCHEME_NOT_FOUND::exception);
    }

    private Editions<LifecycleScheme> change(
            String id,
            Function<Editions<LifecycleScheme>, EditionChange<LifecycleScheme>> decision) {
        return answers.outcome(schemes.change(id, decision));
    }
}
