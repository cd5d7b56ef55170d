package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
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
import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.definition.domain.EditionChange;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.picture.domain.Pictures;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.pondcrm.segmentation.tier.domain.Dimension;
import io.pondcrm.segmentation.tier.domain.Measure;
import io.pondcrm.segmentation.tier.domain.Scorecard;
import io.pondcrm.segmentation.tier.domain.TierFlow;
import io.pondcrm.segmentation.tier.domain.TierRules;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
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

@RestController
@RequestMapping("/api/v1/tier-schemes")
@Tag(
        name = "Tier schemes",
        description = "Rules that give tiers by spend or points: drafted, tried, published")
class TierSchemeController {

    private static final MediaType SVG = MediaType.parseMediaType("image/svg+xml;charset=UTF-8");

    private final EditionAnswers<TierRules, TierPayloads.Scheme> answers =
            new EditionAnswers<>(
                    "/api/v1/tier-schemes",
                    TierPayloads.Scheme::of,
                    new EditionAnswers.Refusals(
                            TierProblem.TIER_SCHEME_NOT_FOUND,
                            TierProblem.TIER_SCHEME_DRAFT_EXISTS,
                            TierProblem.TIER_SCHEME_NO_DRAFT,
                            TierProblem.TIER_SCHEME_NOT_PUBLISHED,
                            TierProblem.TIER_SCHEME_NOT_SIMULATED));
    private final MongoTierSchemes schemes;
    private final OtherDefinitions others;
    private final Jobs jobs;
    private final Pictures pictures;
    private final Clock clock;

    TierSchemeController(
            MongoTierSchemes schemes,
            OtherDefinitions others,
            Jobs jobs,
            Pictures pictures,
            Clock clock) {
        this.schemes = schemes;
        this.others = others;
        this.jobs = jobs;
        this.pictures = pictures;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("scores:write")
    @Operation(
            operationId = "createTierScheme",
            summary = "Begins a tier scheme, or its next version",
            description =
                    "A draft gives nobody a tier. Try it out by …/simulations, then publish it.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<TierPayloads.Scheme> create(
            @Valid @RequestBody TierSchemePayloads.NewScheme body) {
        refuseFaults(body);
        var rules = body.toDomain(1);
        var begun = Editions.begun(rules, clock.instant());
        if (schemes.find(body.id()).isEmpty()) {
            if (schemes.count() >= TierSchemes.MAX_SCHEMES) {
                throw TierProblem.TIER_SCHEME_TOO_MANY.exception(TierSchemes.MAX_SCHEMES);
            }
            if (schemes.insert(begun)) {
                return answers.created(begun);
            }
        }
        return answers.created(change(body.id(), it -> it.draft(rules, clock.instant())));
    }

    @GetMapping("/{scheme}")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getTierScheme",
            summary = "A tier scheme with its rules",
            description =
                    "The published version, or else the last one; with version, that one. The ETag"
                            + " is the scheme's, whichever version is shown.")
    ResponseEntity<TierPayloads.Scheme> get(
            @PathVariable("scheme") String id,
            @Parameter(example = "1") @RequestParam(name = "version", required = false)
                    @Nullable Integer version) {
        return answers.one(scheme(id), version);
    }

    @GetMapping("/{scheme}/versions")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listTierSchemeVersions",
            summary = "All versions of a tier scheme, newest first")
    Page<TierPayloads.Scheme> versions(@PathVariable("scheme") String id) {
        return answers.versions(scheme(id));
    }

    @PatchMapping("/{scheme}")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "changeTierScheme",
            summary = "Changes the draft of a tier scheme",
            description =
                    "Merge patch; lists are replaced as a whole. A published version never"
                            + " changes: 409.")
    ResponseEntity<TierPayloads.Scheme> patch(
            @PathVariable("scheme") String id,
            @RequestBody MergePatch<TierSchemePayloads.NewScheme> patch,
            IfMatch ifMatch) {
        var seen = scheme(id);
        ifMatch.requires(seen.revision());
        var after = patch.applyTo(TierSchemePayloads.NewScheme.of(answers.draft(seen)));
        if (!after.id().equals(id)) {
            throw WebProblem.VALIDATION.exception(
                    List.of(
                            new FieldError(
                                    "/id", "fixed", new Text("The id stays as it is", "id 不可修改"))));
        }
        refuseFaults(after);
        return answers.last(
                change(id, answers.asSeen(ifMatch, it -> it.redraft(after.toDomain(1)))));
    }

    @DeleteMapping("/{scheme}")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "discardTierSchemeDraft",
            summary = "Takes back the draft of a tier scheme",
            description =
                    "A scheme that has no other version goes with it. What was published stays, for"
                            + " it explains what was decided by it: 409 without a draft.")
    @ApiResponse(responseCode = "204", description = "Gone")
    ResponseEntity<Void> discard(@PathVariable("scheme") String id, IfMatch ifMatch) {
        ifMatch.requires(scheme(id).revision());
        return answers.discarded(schemes.change(id, answers.asSeen(ifMatch, Editions::discard)));
    }

    @PostMapping("/{scheme}/publish")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "publishTierScheme",
            summary = "Puts the draft in force",
            description =
                    "The version before retires in the same moment and still explains what was"
                            + " decided by it. Customers get their tiers by a job, which Link"
                            + " names. A draft with quotas is to be simulated before: 409.")
    ResponseEntity<TierPayloads.Scheme> publish(
            @PathVariable("scheme") String id, NewId newId, Caller caller) {
        return announced(
                change(id, it -> it.publish(clock.instant(), caller.clientId())), newId, caller);
    }

    @PostMapping("/{scheme}/retire")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "retireTierScheme",
            summary = "Takes a tier scheme out of force",
            description =
                    "Nobody has a tier of it from then on; asOf still answers. Members leave by a"
                            + " job, which Link names.")
    ResponseEntity<TierPayloads.Scheme> retire(
            @PathVariable("scheme") String id, NewId newId, Caller caller) {
        return announced(change(id, it -> it.retire(clock.instant())), newId, caller);
    }

    private ResponseEntity<TierPayloads.Scheme> announced(
            Editions<TierRules> scheme, NewId newId, Caller caller) {
        return answers.announced(
                scheme,
                jobs.submit(
                        newId.uuid(),
                        TierSchemes.MEMBERS_JOB,
                        Map.of("scheme", scheme.id()),
                        caller));
    }

    @PostMapping("/{scheme}/simulations")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "simulateTierScheme",
            summary = "Tries the draft out on all customers",
            description =
                    "A job. It counts who would move from which tier to which if the draft were"
                            + " published at that moment; nobody's tier is touched. Quotas come to"
                            + " their cut points by it, as of that moment: publishing takes those"
                            + " of the latest simulation.")
    @ApiResponse(
            responseCode = "202",
            description = "Handed in; Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> simulate(
            @PathVariable("scheme") String id,
            @Valid @RequestBody TierSchemePayloads.NewSimulation body,
            NewId newId,
            Caller caller) {
        var faults = body.faults();
        if (!faults.isEmpty()) {
            throw WebProblem.VALIDATION.exception(faults);
        }
        var scheme = scheme(id);
        var draft = answers.draft(scheme);
        var simulation = TypeId.of("tsim", newId.at(0));
        var asOf = body.asOf();
        schemes.begin(
                new TierSimulationDocument(
                        simulation,
                        id,
                        draft.version(),
                        schemes.write(draft),
                        scheme.published().map(Edition::version).orElse(null),
                        asOf == null
                                ? new AsOf(clock.instant()).moment()
                                : AsOf.valueOf(asOf).moment(),
                        draft.currency(),
                        false,
                        0,
                        List.of(),
                        0,
                        List.of(),
                        "0",
                        null,
                        null));
        return jobs.accepted(
                jobs.submit(
                        newId.uuid(),
                        TierSimulationJob.NAME,
                        TierSimulationJob.params(simulation),
                        caller));
    }

    @GetMapping("/{scheme}/simulations/{simulation}")
    @RequiresScope("scores:read")
    @Operation(operationId = "getTierSimulation", summary = "What a simulation found")
    TierPayloads.Simulation simulation(
            @PathVariable("scheme") String id, @PathVariable("simulation") String simulation) {
        return TierPayloads.Simulation.of(document(id, simulation));
    }

    private TierSimulationDocument document(String id, String simulation) {
        return schemes.findSimulation(simulation)
                .filter(it -> it.scheme().equals(id))
                .orElseThrow(TierProblem.TIER_SIMULATION_NOT_FOUND::exception);
    }

    @GetMapping("/{scheme}/simulations/{simulation}/movers")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getTierMovers",
            summary = "A simulation's movers as nodes and links",
            description = "As drawing programs take them for a Sankey diagram.")
    TierPayloads.Flow movers(
            @PathVariable("scheme") String id, @PathVariable("simulation") String simulation) {
        var found = finished(id, simulation);
        return TierPayloads.Flow.of(
                TierFlow.of(
                        found.counts(), schemes.current(found).orElse(null), schemes.draft(found)));
    }

    @GetMapping("/{scheme}/simulations/{simulation}/movers.svg")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getTierMoversPicture",
            summary = "A simulation's movers as a picture: a Sankey diagram",
            description =
                    "In English or Chinese, as Accept-Language asks. What a simulation found never"
                            + " changes, nor does the ETag.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "SVG 1.1, without scripts or references",
                            content =
                                    @Content(
                                            mediaType = "image/svg+xml",
                                            schema = @Schema(type = "string"))))
    ResponseEntity<byte[]> moversPicture(
            @PathVariable("scheme") String id,
            @PathVariable("simulation") String simulation,
            Locale locale) {
        var found = finished(id, simulation);
        var current = schemes.current(found).orElse(null);
        var draft = schemes.draft(found);
        var spoken = locale.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ENGLISH;
        return ResponseEntity.ok()
                .eTag("\"%s-%s\"".formatted(found.id(), spoken.getLanguage()))
                .contentType(SVG)
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CONTENT_LANGUAGE, spoken.getLanguage())
                // Opened by itself in a browser it may do nothing but be looked at.
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(
                        new TierMoversPicture(
                                        found,
                                        TierFlow.of(found.counts(), current, draft),
                                        current,
                                        draft,
                                        spoken)
                                .svg(pictures));
    }

    @PostMapping("/{scheme}/cut-points")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "drawTierCutPoints",
            summary = "Draws the cut points of quotas anew",
            description =
                    "A job. It counts everybody's points as of this moment, keeps what the quotas"
                            + " come to as the next numbered table, and gives tiers by it: who has"
                            + " a place is raised at once, who has none any longer is lowered after"
                            + " the scheme's grace, whatever is left of their period. Earlier"
                            + " tables still answer for their time.")
    @ApiResponse(
            responseCode = "202",
            description = "Handed in; Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> drawCutPoints(@PathVariable("scheme") String id, NewId newId, Caller caller) {
        var rules =
                scheme(id)
                        .published()
                        .map(Edition::definition)
                        .orElseThrow(TierProblem.TIER_SCHEME_NOT_PUBLISHED::exception);
        if (!rules.hasQuotas()) {
            throw TierProblem.TIER_SCHEME_NO_QUOTAS.exception();
        }
        return jobs.accepted(
                jobs.submit(
                        newId.uuid(),
                        TierCutPointsJob.NAME,
                        TierCutPointsJob.params(
                                TypeId.of("tcut", newId.at(0)),
                                rules,
                                new AsOf(clock.instant()).moment()),
                        caller));
    }

    @GetMapping("/{scheme}/cut-points")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listTierCutPoints",
            summary = "All cut points by which tiers were given, newest first",
            description =
                    "One table for each drawing: each decides from its moment to the next one's."
                            + " Those of a draft stand in its simulation.")
    Page<TierPayloads.Drawing> cutPoints(@PathVariable("scheme") String id) {
        return Page.whole(
                scheme(id).all().reversed().stream()
                        .filter(edition -> !edition.isDraft())
                        .flatMap(edition ->
                                edition.definition().cutPoints().tables().reversed().stream()
                                        .map(it -> TierPayloads.Drawing.of(edition.version(), it)))
                        .toList());
    }

    private TierSimulationDocument finished(String id, String simulation) {
        var found = document(id, simulation);
        if (!found.finished()) {
            throw TierProblem.TIER_SIMULATION_RUNNING.exception();
        }
        return found;
    }

    private void refuseFaults(TierSchemePayloads.NewScheme body) {
        var faults = body.faults();
        if (faults.isEmpty() && body.toDomain(1) instanceof Scorecard card) {
            faults = unknown(card.dimensions());
        }
        if (!faults.isEmpty()) {
            throw WebProblem.VALIDATION.exception(faults);
        }
    }

    /** One for each dimension that asks for a definition that there is not. */
    private List<FieldError> unknown(List<Dimension> dimensions) {
        var faults = new ArrayList<FieldError>();
        for (var number = 0; number < dimensions.size(); number++) {
            if (dimensions.get(number).measure() instanceof Measure.Scored measure
                    && !others.knows(measure)) {
                faults.add(
                        new FieldError(
                                "/dimensions/" + number + "/definition",
                                "unknown",
                                new Text(
                                        "No such RFM model or lifecycle scheme is in force",
                                        "没有此 RFM 模型或生命周期方案，或其未生效")));
            }
        }
        return faults;
    }

    private Editions<TierRules> scheme(String id) {
        return schemes.find(id).orElseThrow(TierProblem.TIER_SCHEME_NOT_FOUND::exception);
    }

    private Editions<TierRules> change(
            String id, Function<Editions<TierRules>, EditionChange<TierRules>> decision) {
        return answers.outcome(schemes.change(id, decision));
    }
}
