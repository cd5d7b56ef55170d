package io.pondcrm.segmentation.abc;

import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.TypeId;
import io.pondcrm.segmentation.abc.domain.AbcClass;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "ABC", description = "The few customers who bring most of the sales or profit")
class AbcController {

    private final MongoAbc abc;
    private final Facts facts;
    private final MongoOperations mongo;
    private final Jobs jobs;
    private final Clock clock;

    AbcController(MongoAbc abc, Facts facts, MongoOperations mongo, Jobs jobs, Clock clock) {
        this.abc = abc;
        this.facts = facts;
        this.mongo = mongo;
        this.jobs = jobs;
        this.clock = clock;
    }

    @PostMapping("/abc-classifications")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "classifyByAbc",
            summary = "Classifies all customers",
            description =
                    "A job. Its result is kept; the classification with the latest asOf also"
                            + " decides which class customers have from then on. One on trial is"
                            + " compared with it instead, and decides nothing before …/publish.")
    @ApiResponse(
            responseCode = "202",
            description = "Handed in; Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> classify(
            @Valid @RequestBody AbcPayloads.NewClassification body, NewId newId, Caller caller) {
        var faults = body.faults();
        if (!faults.isEmpty()) {
            throw WebProblem.VALIDATION.exception(faults);
        }
        var id = TypeId.of("abc", newId.at(0));
        abc.begin(body.toDomain(id, clock.instant()), body.isOnTrial());
        return jobs.accepted(jobs.submit(newId.uuid(), AbcJob.NAME, AbcJob.params(id), caller));
    }

    @GetMapping("/abc-classifications")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listAbcClassifications",
            summary = "The classifications there are, newest first")
    Page<AbcPayloads.Classification> list(PageRequest page) {
        return page.find(mongo, new Criteria(), AbcDocument.class, AbcPayloads.Classification::of);
    }

    @GetMapping("/abc-classifications/{classification}")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getAbcClassification",
            summary = "A classification, with what each class has")
    AbcPayloads.Classification get(@PathVariable("classification") String id) {
        return AbcPayloads.Classification.of(document(id));
    }

    @DeleteMapping("/abc-classifications/{classification}")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "deleteAbcClassification",
            summary = "Deletes a classification that is on trial",
            description =
                    "What was ever in use stays, for it explains which classes customers had: 409."
                            + " So does what is not finished.")
    @ApiResponse(responseCode = "204", description = "Gone")
    @ApiResponse(
            responseCode = "409",
            description = "It was in use, or is not finished",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    ResponseEntity<Void> delete(@PathVariable("classification") String id) {
        refuseRunning(document(id));
        if (!abc.removeTrial(id)) {
            throw AbcProblem.ABC_IN_USE.exception();
        }
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/abc-classifications/{classification}/publish")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "publishAbcClassification",
            summary = "Puts a classification in use that was on trial",
            description =
                    "It decides from now on, unless one with a later asOf does. Customers get"
                            + " their classes by a job, which Link names.")
    ResponseEntity<AbcPayloads.Classification> publish(
            @PathVariable("classification") String id, NewId newId, Caller caller) {
        var document = document(id);
        refuseRunning(document);
        if (document.retiredAt() != null) {
            throw AbcProblem.ABC_RETIRED.exception();
        }
        abc.publish(id, clock.instant());
        return announced(id, newId, caller);
    }

    @PostMapping("/abc-classifications/{classification}/retire")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "retireAbcClassification",
            summary = "Takes a classification out of use",
            description =
                    "Its members stay to be read, and asOf still answers. Customers get the classes"
                            + " of the one that is in use then, or none, by a job, which Link"
                            + " names.")
    ResponseEntity<AbcPayloads.Classification> retire(
            @PathVariable("classification") String id, NewId newId, Caller caller) {
        refuseRunning(document(id));
        abc.retire(id, clock.instant());
        return announced(id, newId, caller);
    }

    private static void refuseRunning(AbcDocument document) {
        if (!document.finished()) {
            throw AbcProblem.ABC_STILL_RUNNING.exception();
        }
    }

    private ResponseEntity<AbcPayloads.Classification> announced(
            String id, NewId newId, Caller caller) {
        var job = jobs.submit(newId.uuid(), AbcJob.NAME, AbcJob.params(id), caller);
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, "</api/v1/jobs/" + job + ">; rel=\"job\"")
                .body(AbcPayloads.Classification.of(document(id)));
    }

    @GetMapping("/abc-classifications/{classification}/members")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listAbcMembers",
            summary = "The customers of a classification, or of one class, largest first")
    Page<AbcPayloads.Member> members(
            @PathVariable("classification") String id,
            @Parameter(example = "A") @RequestParam(name = "class", required = false)
                    @Nullable String abcClass,
            @SortedBy("rank") PageRequest page) {
        var document = document(id);
        refuseRunning(document);
        var wanted = Criteria.where("classification").is(id);
        if (abcClass != null) {
            if (Arrays.stream(AbcClass.values()).noneMatch(it -> it.name().equals(abcClass))) {
                throw AbcProblem.ABC_CLASS_NOT_FOUND.exception();
            }
            wanted = wanted.and("abcClass").is(abcClass);
        }
        return page.findTogether(
                mongo,
                wanted,
                AbcMemberDocument.class,
                rows ->
                        facts.profiled(rows, AbcMemberDocument::customer).stream()
                                .map(row ->
                                        AbcPayloads.Member.of(
                                                row.customer(),
                                                document.currency(),
                                                row.toDomain()))
                                .toList());
    }

    @GetMapping("/abc-classifications/{classification}/unmeasured")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listAbcUnmeasured",
            summary = "The customers without class, because their profit is not known")
    Page<AbcPayloads.Unmeasured> unmeasured(
            @PathVariable("classification") String id, PageRequest page) {
        refuseRunning(document(id));
        return page.findTogether(
                mongo,
                Criteria.where("classification").is(id),
                AbcUnmeasuredDocument.class,
                rows ->
                        facts.profiled(rows, AbcUnmeasuredDocument::customer).stream()
                                .map(AbcPayloads.Unmeasured::of)
                                .toList());
    }

    @GetMapping("/customers/{id}/abc")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getCustomerAbc",
            summary = "A customer's ABC class, with reasons",
            description =
                    "By the latest finished classification, or by the latest that speaks of asOf"
                            + " or an earlier moment, or by the one named.")
    AbcPayloads.Member customer(
            @PathVariable("id") String id,
            @RequestParam(name = "classification", required = false)
                    @Nullable String classification,
            @Parameter(
                            description = "A date (its first moment, UTC) or a moment",
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf) {
        var document =
                classification == null
                        ? abc.findLatest(asOf == null ? null : asOf.moment())
                        : abc.find(classification).filter(AbcDocument::finished);
        return document.flatMap(it ->
                        CustomerId.find(id)
                                .flatMap(customer -> abc.findMember(it.id(), customer.value()))
                                .map(AbcMemberDocument::toDomain)
                                .map(place -> AbcPayloads.Member.of(id, it.currency(), place)))
                .orElseThrow(() ->
                        (document.filter(it -> abc.isUnmeasured(it.id(), id)).isPresent()
                                        ? AbcProblem.ABC_UNMEASURED
                                        : AbcProblem.ABC_NOT_CLASSIFIED)
                                .exception());
    }

    private AbcDocument document(String id) {
        return abc.find(id).orElseThrow(AbcProblem.ABC_CLASSIFICATION_NOT_FOUND::exception);
    }
}
