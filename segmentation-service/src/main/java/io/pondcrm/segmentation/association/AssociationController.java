package io.pondcrm.segmentation.association;

import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.kernel.TypeId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
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
@RequestMapping("/api/v1/associations")
@Tag(name = "Associations", description = "What is bought together")
class AssociationController {

    private final MongoAssociations associations;
    private final MongoOperations mongo;
    private final Jobs jobs;
    private final Clock clock;

    AssociationController(
            MongoAssociations associations, MongoOperations mongo, Jobs jobs, Clock clock) {
        this.associations = associations;
        this.mongo = mongo;
        this.jobs = jobs;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("scores:write")
    @Operation(
            operationId = "findAssociations",
            summary = "Finds out what is bought together",
            description =
                    "A job, which reads the categories of all sales of a window. Its rules are"
                            + " kept.")
    @ApiResponse(
            responseCode = "202",
            description = "Handed in; Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> find(
            @Valid @RequestBody AssociationPayloads.NewAssociations body,
            NewId newId,
            Caller caller) {
        var faults = body.faults();
        if (!faults.isEmpty()) {
            throw WebProblem.VALIDATION.exception(faults);
        }
        var id = TypeId.of("asc", newId.at(0));
        associations.begin(body.toDomain(id, clock.instant()));
        return jobs.accepted(
                jobs.submit(
                        newId.uuid(), AssociationsJob.NAME, AssociationsJob.params(id), caller));
    }

    @GetMapping
    @RequiresScope("scores:read")
    @Operation(operationId = "listAssociations", summary = "The searches there are, newest first")
    Page<AssociationPayloads.View> list(PageRequest page) {
        return page.find(
                mongo, new Criteria(), AssociationsDocument.class, AssociationPayloads.View::of);
    }

    @GetMapping("/{id}")
    @RequiresScope("scores:read")
    @Operation(operationId = "getAssociations", summary = "A search, and how much it found")
    AssociationPayloads.View get(@PathVariable("id") String id) {
        return AssociationPayloads.View.of(document(id));
    }

    @GetMapping("/{id}/rules")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listAssociationRules",
            summary = "What a search found, the largest lift first")
    Page<AssociationPayloads.Rule> rules(
            @PathVariable("id") String id,
            @Parameter(
                            description = "Only rules whose antecedent has this category",
                            example = "shoes")
                    @RequestParam(name = "antecedent", required = false)
                    @Nullable String antecedent,
            @Parameter(description = "Only rules with this consequent", example = "socks")
                    @RequestParam(name = "consequent", required = false)
                    @Nullable String consequent,
            @SortedBy("rank") PageRequest page) {
        if (!document(id).isFinished()) {
            throw AssociationProblem.ASSOCIATIONS_NOT_FINISHED.exception();
        }
        var wanted = Criteria.where("search").is(id);
        if (antecedent != null) {
            wanted = wanted.and("antecedent").is(antecedent);
        }
        if (consequent != null) {
            wanted = wanted.and("consequent").is(consequent);
        }
        return page.find(
                mongo, wanted, AssociationRuleDocument.class, AssociationPayloads.Rule::of);
    }

    private AssociationsDocument document(String id) {
        return associations
                .find(id)
                .orElseThrow(AssociationProblem.ASSOCIATIONS_NOT_FOUND::exception);
    }
}
