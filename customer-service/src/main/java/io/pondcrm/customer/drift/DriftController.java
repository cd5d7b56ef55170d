package io.pondcrm.customer.drift;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.customer.drift.DriftPayloads.CheckView;
import io.pondcrm.customer.drift.DriftPayloads.DifferenceView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
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
@RequestMapping("/api/v1/drift-checks")
@Tag(
        name = "Drift checks",
        description = "Whether the copies that other services keep of customers are still right")
class DriftController {

    private static final String EXAMPLE = "job_01h455vb4pex5vsknk084sn02q";

    private final MongoOperations mongo;
    private final Jobs jobs;
    private final Differences differences;
    private final DriftSettings settings;
    private final Clock clock;

    DriftController(
            MongoOperations mongo,
            Jobs jobs,
            Differences differences,
            DriftSettings settings,
            Clock clock) {
        this.mongo = mongo;
        this.jobs = jobs;
        this.differences = differences;
        this.settings = settings;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("admin:write")
    @Operation(
            operationId = "startDriftCheck",
            summary = "Compare the copies of all customers in other services with the truth",
            description =
                    """
                    Profiles, consents, stops of profiling, merges and transactions, as digests. \
                    What is on its way is no difference: each suspicion is looked at again until \
                    all news had arrived. Nothing is changed. The job's resultUrl leads to the \
                    differences.\
                    """)
    @ApiResponse(
            responseCode = "202",
            description = "Begun; Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> start(NewId newId, Caller caller) {
        try {
            mongo.insert(
                    new DriftCheckDocument(
                            jobs.idOf(newId.uuid()),
                            1,
                            caller.clientId(),
                            clock.instant().truncatedTo(ChronoUnit.MILLIS),
                            0,
                            settings.services(),
                            List.of()));
        } catch (DuplicateKeyException again) {
            // The same request came before, and broke off here.
        }
        return jobs.accepted(jobs.submit(newId.uuid(), DriftJob.NAME, Map.of(), caller));
    }

    @GetMapping
    @RequiresScope("admin:read")
    @Operation(
            operationId = "listDriftChecks",
            summary = "List checks of copies, newest first",
            description = "With how many differences are where.")
    Page<CheckView> list(PageRequest page) {
        return page.find(mongo, new Criteria(), DriftCheckDocument.class, this::view);
    }

    @GetMapping("/{id}")
    @RequiresScope("admin:read")
    @Operation(
            operationId = "getDriftCheck",
            summary = "Read how a check of copies stands",
            description = "How many copies were found to differ, and how many are healed.")
    CheckView get(@Parameter(example = EXAMPLE) @PathVariable("id") String id) {
        return view(existing(id));
    }

    @GetMapping("/{id}/differences")
    @RequiresScope("admin:read")
    @Operation(
            operationId = "listDriftDifferences",
            summary = "List the copies that are not as they should be",
            description = "With the names of what is not the same, never values.")
    Page<DifferenceView> list(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id,
            @Parameter(description = "Only those that are here")
                    @RequestParam(name = "state", required = false)
                    @Nullable DriftState state,
            PageRequest page) {
        var wanted = where("checkId").is(existing(id).id());
        return page.find(
                mongo,
                state == null ? wanted : wanted.and("state").is(state),
                DriftDifferenceDocument.class,
                DifferenceView::of);
    }

    @PostMapping("/{id}/repairs")
    @RequiresScope("admin:write")
    @Operation(
            operationId = "repairDrift",
            summary = "Tell the services once more what the copies should say",
            description =
                    """
                    For all differences that are FOUND, by events with a version above that of all \
                    copies; a copy of somebody whom nobody knows is thrown away. The job ends when \
                    all copies are right, or after some looks. Safe to repeat.\
                    """)
    @ApiResponse(
            responseCode = "202",
            description = "Begun; Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> repair(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id,
            NewId newId,
            Caller caller) {
        var check = existing(id);
        if (!jobs.hasEnded(check.id())) {
            return DriftProblem.DRIFT_CHECK_GOES_ON.because();
        }
        return jobs.accepted(
                jobs.submit(
                        newId.uuid(), RepairJob.NAME, Map.of(RepairJob.CHECK, check.id()), caller));
    }

    private CheckView view(DriftCheckDocument check) {
        return CheckView.of(check, jobs.hasEnded(check.id()), differences.counts(check.id()));
    }

    private DriftCheckDocument existing(String id) {
        var found = mongo.findById(id, DriftCheckDocument.class);
        if (found == null) {
            throw DriftProblem.NO_SUCH_DRIFT_CHECK.exception();
        }
        return found;
    }
}
