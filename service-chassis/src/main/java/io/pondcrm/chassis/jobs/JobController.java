package io.pondcrm.chassis.jobs;

import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/jobs")
@Tag(name = "Jobs", description = "Long work, while it runs and after it")
class JobController {

    private final JobStore store;

    JobController(JobStore store) {
        this.store = store;
    }

    @Operation(operationId = "getJob", summary = "How a job stands")
    @GetMapping("/{id}")
    @RequiresScope("jobs:read")
    ResponseEntity<JobPayload> get(@PathVariable String id, Caller caller) {
        return answer(visible(id, caller));
    }

    @Operation(
            operationId = "listJobs",
            summary = "The jobs of a service, newest first",
            description = "The gateway needs the parameter service to know which one is asked")
    @GetMapping
    @RequiresScope("jobs:read")
    Page<JobPayload> list(
            @RequestParam(required = false) JobDocument.@Nullable State state,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String service,
            PageRequest page,
            Caller caller) {
        var filter = new Criteria();
        if (caller.boundSystem() != null) {
            filter = filter.and("system").is(caller.boundSystem());
        }
        if (kind != null) {
            filter = filter.and("kind").is(kind);
        }
        if (state != null) {
            filter = filter.and("state").is(state);
        }
        return page.boundTo(String.valueOf(caller.boundSystem()))
                .find(store.mongo(), filter, JobDocument.class, job -> JobPayload.of(job, store));
    }

    @Operation(
            operationId = "cancelJob",
            summary = "Cancel a job",
            description =
                    "One that is running stops at its next checkpoint; what it did until then stays"
                            + " done")
    @ApiResponse(
            responseCode = "200",
            description = "Cancelled",
            content = @Content(schema = @Schema(implementation = JobPayload.class)))
    @ApiResponse(
            responseCode = "202",
            description = "It will stop at its next checkpoint",
            content = @Content(schema = @Schema(implementation = JobPayload.class)))
    @PostMapping("/{id}/cancellation")
    @RequiresScope("jobs:write")
    ResponseEntity<?> cancel(@PathVariable String id, Caller caller) {
        var job = visible(id, caller);
        if (job.isEmpty() || job.get().state() == JobDocument.State.CANCELLED) {
            return answer(job);
        }
        var cancelled = store.cancel(id);
        if (cancelled.isEmpty()) {
            var ended = store.find(id);
            return ended.isPresent() && ended.get().state() == JobDocument.State.CANCELLED
                    ? answer(ended)
                    : JobProblem.JOB_FINISHED.because();
        }
        return cancelled.get().open()
                ? ResponseEntity.accepted().body(JobPayload.of(cancelled.get(), store))
                : answer(cancelled);
    }

    private Optional<JobDocument> visible(String id, Caller caller) {
        return store.find(id)
                .filter(job ->
                        caller.boundSystem() == null || caller.boundSystem().equals(job.system()));
    }

    private ResponseEntity<JobPayload> answer(Optional<JobDocument> found) {
        var job = found.orElseThrow(WebProblem.NOT_FOUND::exception);
        var answer = ResponseEntity.ok().eTag(ETags.of(job.version()));
        if (job.open()) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(JobPayload.of(job, store));
    }
}
