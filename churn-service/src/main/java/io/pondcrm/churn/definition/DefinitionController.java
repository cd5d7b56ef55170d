package io.pondcrm.churn.definition;

import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.churn.definition.domain.AsOf;
import io.pondcrm.churn.definition.domain.ChurnDefinition;
import io.pondcrm.churn.definition.domain.ChurnDefinitions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
@Tag(name = "Churn definitions", description = "When a customer counts as at risk, and as gone")
class DefinitionController {

    private final ChurnDefinitions definitions;
    private final LabelQueries labels;
    private final DefinitionSettings settings;
    private final Jobs jobs;
    private final Clock clock;

    DefinitionController(
            ChurnDefinitions definitions,
            LabelQueries labels,
            DefinitionSettings settings,
            Jobs jobs,
            Clock clock) {
        this.definitions = definitions;
        this.labels = labels;
        this.settings = settings;
        this.jobs = jobs;
        this.clock = clock;
    }

    @PostMapping("/churn-definitions")
    @RequiresScope("churn:write")
    @Operation(
            operationId = "publishChurnDefinition",
            summary = "Publishes a version of a churn definition",
            description =
                    "A version never changes; sent under an id that there is, it becomes the next"
                            + " version. Of own-rhythm, by which customers are scored, everybody is"
                            + " scored anew by a job, which Link names.")
    @ApiResponse(responseCode = "201", description = "Published", useReturnTypeSchema = true)
    ResponseEntity<DefinitionPayloads.View> publish(
            @Valid @RequestBody DefinitionPayloads.NewDefinition body, NewId newId, Caller caller) {
        var faults = body.faults();
        if (!faults.isEmpty()) {
            throw WebProblem.VALIDATION.exception(faults);
        }
        var request = newId.uuid().toString();
        var published = definitions.madeBy(request).orElseGet(() -> keep(body, request));
        var answer =
                ResponseEntity.created(
                        URI.create(
                                "/api/v1/churn-definitions/%s?version=%d"
                                        .formatted(published.id(), published.version())));
        if (published.id().equals(ChurnDefinition.MAIN)) {
            var job = jobs.submit(newId.at(0), RescoreJob.NAME, Map.of(), caller);
            answer.header("Link", "</api/v1/jobs/%s>; rel=\"monitor\"".formatted(job));
        }
        return answer.body(DefinitionPayloads.View.of(published));
    }

    private ChurnDefinition keep(DefinitionPayloads.NewDefinition body, String request) {
        var versions = definitions.versions(body.id());
        var others = definitions.listAll().stream().map(ChurnDefinition::id).distinct().count();
        if (versions.size() >= ChurnDefinitions.MAX_VERSIONS
                || versions.isEmpty() && others >= ChurnDefinitions.MAX_DEFINITIONS) {
            throw DefinitionProblem.CHURN_TOO_MANY_DEFINITIONS.exception(
                    ChurnDefinitions.MAX_DEFINITIONS, ChurnDefinitions.MAX_VERSIONS);
        }
        return definitions
                .keep(
                        body.toDomain(
                                versions.size() + 1,
                                settings.zone(),
                                settings.currency(),
                                clock.instant()),
                        request)
                .orElseThrow(WebProblem.CONFLICT::exception);
    }

    @GetMapping("/churn-definitions")
    @RequiresScope("churn:read")
    @Operation(
            operationId = "listChurnDefinitions",
            summary = "The churn definitions there are",
            description = "With all their versions, by id and version.")
    Page<DefinitionPayloads.View> list(PageRequest page) {
        return page.of(
                definitions.listAll().stream().map(DefinitionPayloads.View::of).toList(),
                it -> it.id() + "/" + it.version());
    }

    @GetMapping("/churn-definitions/{id}")
    @RequiresScope("churn:read")
    @Operation(
            operationId = "getChurnDefinition",
            summary = "A churn definition",
            description = "The latest version, if none is asked for.")
    ResponseEntity<DefinitionPayloads.View> get(
            @Parameter(example = ChurnDefinition.MAIN) @PathVariable("id") String id,
            @RequestParam(name = "version", required = false) @Nullable Integer version) {
        var found = find(id, version, clock.instant());
        return ResponseEntity.ok()
                .eTag("\"" + found.version() + "\"")
                .body(DefinitionPayloads.View.of(found));
    }

    @GetMapping("/churn-definitions/{id}/labels")
    @RequiresScope("churn:read")
    @Operation(
            operationId = "listChurnLabels",
            summary = "Who was active, at risk or gone at a moment",
            description =
                    "Every customer of whom we know anything, labelled from what they had bought"
                            + " by then: the same answer whenever it is asked, as long as no"
                            + " purchase of that time comes in late. By the version that was in"
                            + " force then, if none is asked for.")
    Page<DefinitionPayloads.LabelRow> labels(
            @Parameter(example = ChurnDefinition.MAIN) @PathVariable("id") String id,
            @Parameter(
                            description = "A date (its first moment, UTC) or a moment",
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf,
            @RequestParam(name = "version", required = false) @Nullable Integer version,
            PageRequest page) {
        var moment = asOf == null ? clock.instant() : asOf.moment();
        return labels.labels(find(id, version, moment), moment, page);
    }

    private ChurnDefinition find(String id, @Nullable Integer version, Instant moment) {
        var versions = definitions.versions(id);
        if (versions.isEmpty() || version != null && (version < 1 || version > versions.size())) {
            throw DefinitionProblem.CHURN_DEFINITION_NOT_FOUND.exception();
        }
        return version == null
                ? ChurnDefinitions.inForceAt(versions, moment)
                : versions.get(version - 1);
    }
}
