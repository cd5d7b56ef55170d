package io.pondcrm.customer.assessment;

import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.assessment.AssessmentPayloads.AssessmentView;
import io.pondcrm.customer.assessment.AssessmentPayloads.SummaryView;
import io.pondcrm.kernel.TypeId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/security-assessments")
@Tag(
        name = "Security assessments",
        description = "Whether data are kept as safe as they should be, looked at time and again")
class AssessmentController {

    private static final String EXAMPLE = "sas_01h455vb4pex5vsknk084sn02q";

    private final Jobs jobs;
    private final MongoOperations mongo;

    AssessmentController(Jobs jobs, MongoOperations mongo) {
        this.jobs = jobs;
        this.mongo = mongo;
    }

    @PostMapping
    @RequiresScope("security:write")
    @Operation(
            operationId = "startSecurityAssessment",
            summary = "Look whether data are safe",
            description =
                    """
                    In the store of this service: personal fields that lie readable (the newest 200 \
                    documents of each collection), keys that an old key wraps, the whole audit \
                    trail, missing keys of the installation, consents without evidence or notice, \
                    and what clients did in the last 30 days. The job's resultUrl leads to the \
                    findings.\
                    """)
    @ApiResponse(
            responseCode = "202",
            description = "Begun; Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> start(NewId newId, Caller caller) {
        return jobs.accepted(
                jobs.submit(
                        newId.uuid(),
                        AssessmentJob.NAME,
                        AssessmentJob.params(
                                TypeId.of(AssessmentDocument.PREFIX, newId.uuid()),
                                caller.clientId()),
                        caller));
    }

    @GetMapping
    @RequiresScope("security:read")
    @Operation(
            operationId = "listSecurityAssessments",
            summary = "List assessments, newest first",
            description = "With how many findings of each severity they have.")
    Page<SummaryView> list(PageRequest page) {
        return page.find(mongo, new Criteria(), AssessmentDocument.class, SummaryView::of);
    }

    @GetMapping("/{id}")
    @RequiresScope("security:read")
    @Operation(
            operationId = "getSecurityAssessment",
            summary = "Read what an assessment found",
            description =
                    "The worst first, with evidence that names places and counts, never values."
                            + " Compared with another one, each finding is new, unchanged or"
                            + " solved.")
    AssessmentView get(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id,
            @Parameter(description = "The id of an earlier assessment", example = EXAMPLE)
                    @RequestParam(required = false)
                    @Nullable String comparedWith,
            @Parameter(hidden = true) Locale locale) {
        return AssessmentView.of(
                existing(id), comparedWith == null ? null : existing(comparedWith), locale);
    }

    private AssessmentDocument existing(String id) {
        return Optional.ofNullable(mongo.findById(id, AssessmentDocument.class))
                .orElseThrow(WebProblem.NOT_FOUND::exception);
    }
}
