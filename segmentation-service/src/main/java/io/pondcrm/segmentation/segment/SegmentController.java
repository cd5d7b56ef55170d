package io.pondcrm.segmentation.segment;

import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.http.MergePatch;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.kernel.TypeId;
import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.pondcrm.segmentation.segment.domain.Segments;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
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

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Segments", description = "Live groups of customers by predicate")
class SegmentController {

    private final MongoSegments segments;
    private final SegmentQueries queries;
    private final Jobs jobs;
    private final Clock clock;

    SegmentController(MongoSegments segments, SegmentQueries queries, Jobs jobs, Clock clock) {
        this.segments = segments;
        this.queries = queries;
        this.jobs = jobs;
        this.clock = clock;
    }

    @PostMapping("/segments")
    @RequiresScope("segments:write")
    @Operation(
            operationId = "createSegment",
            summary = "Makes a segment",
            description =
                    "Who belongs to it is found by a job, which Link names; from then on every"
                            + " event and the passing of time keep it up to date.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<SegmentPayloads.View> create(
            @Valid @RequestBody SegmentPayloads.NewSegment body, NewId newId, Caller caller) {
        var predicate = segments.read(body.predicate());
        var id = TypeId.of("seg", newId.uuid());
        var known = segments.find(id);
        if (known.isEmpty()) {
            if (segments.count() >= Segments.MAX_SEGMENTS) {
                throw SegmentProblem.SEGMENT_TOO_MANY.exception(Segments.MAX_SEGMENTS);
            }
            segments.insert(document(id, 1, body, predicate));
        }
        var job = submit(newId.at(0), id, caller);
        var stored = queries.segment(id);
        return ResponseEntity.created(URI.create("/api/v1/segments/" + id))
                .eTag(ETags.of(stored.version()))
                .header("Link", link(job))
                .body(view(stored));
    }

    @GetMapping("/segments")
    @RequiresScope("segments:read")
    @Operation(operationId = "listSegments", summary = "The segments there are, newest first")
    Page<SegmentPayloads.View> list(PageRequest page) {
        return queries.list(page);
    }

    @GetMapping("/segments/{id}")
    @RequiresScope("segments:read")
    @Operation(operationId = "getSegment", summary = "A segment")
    ResponseEntity<SegmentPayloads.View> get(@PathVariable("id") String id) {
        var stored = queries.segment(id);
        return ResponseEntity.ok().eTag(ETags.of(stored.version())).body(view(stored));
    }

    @PatchMapping("/segments/{id}")
    @RequiresScope("segments:write")
    @Operation(
            operationId = "changeSegment",
            summary = "Changes a segment",
            description =
                    "Merge patch; a predicate is replaced as a whole. Its members follow by a job,"
                            + " which Link names.")
    ResponseEntity<SegmentPayloads.View> change(
            @PathVariable("id") String id,
            @RequestBody MergePatch<SegmentPayloads.NewSegment> patch,
            IfMatch ifMatch,
            NewId newId,
            Caller caller) {
        var seen = queries.segment(id);
        ifMatch.requires(seen.version());
        var before =
                new SegmentPayloads.NewSegment(
                        seen.name(),
                        seen.description(),
                        // Merged into nothing: half of one predicate in another makes no sense.
                        patch.names().contains("predicate")
                                ? Map.of()
                                : segments.predicate(seen).toTree());
        var after = patch.applyTo(before);
        var predicate = segments.read(after.predicate());
        var now = clock.instant();
        if (!segments.update(seen, document(id, seen.version(), after, predicate), now)) {
            throw WebProblem.CONFLICT.exception();
        }
        var job = submit(newId.uuid(), id, caller);
        var stored = queries.segment(id);
        return ResponseEntity.ok()
                .eTag(ETags.of(stored.version()))
                .header("Link", link(job))
                .body(view(stored));
    }

    @DeleteMapping("/segments/{id}")
    @RequiresScope("segments:write")
    @Operation(
            operationId = "deleteSegment",
            summary = "Deletes a segment",
            description = "Its members leave it by a job, which Link names.")
    @ApiResponse(responseCode = "204", description = "Deleted")
    ResponseEntity<Void> delete(
            @PathVariable("id") String id, IfMatch ifMatch, NewId newId, Caller caller) {
        var seen = queries.segment(id);
        ifMatch.requires(seen.version());
        if (!segments.remove(seen)) {
            throw WebProblem.CONFLICT.exception();
        }
        return ResponseEntity.noContent()
                .header("Link", link(submit(newId.uuid(), id, caller)))
                .build();
    }

    @PostMapping("/segments/preview")
    @RequiresScope("segments:read")
    @Operation(
            operationId = "previewSegment",
            summary = "Whom a predicate would match now",
            description = "The count over all customers and some of those who match.")
    SegmentPayloads.Preview preview(@Valid @RequestBody SegmentPayloads.NewPreview body) {
        return queries.preview(segments.read(body.predicate()), SegmentQueries.sampleSize(body));
    }

    @GetMapping("/segments/{id}/members")
    @RequiresScope("segments:read")
    @Operation(operationId = "listSegmentMembers", summary = "The customers in a segment")
    Page<SegmentPayloads.Member> members(@PathVariable("id") String id, PageRequest page) {
        return queries.members(id, page);
    }

    @GetMapping("/segments/{id}/changes")
    @RequiresScope("segments:read")
    @Operation(
            operationId = "listSegmentChanges",
            summary = "Who entered and left a segment, latest first, and what moved them",
            description =
                    "Follows the memberships by moments, and is kept for as long as"
                            + " pond.retention.segment-changes says.")
    Page<SegmentPayloads.Change> changes(
            @PathVariable("id") String id,
            @Parameter(
                            description = "A date (its first moment, UTC) or a moment; inclusive",
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "from", required = false)
                    @Nullable AsOf from,
            @Parameter(
                            description = "A date (its first moment, UTC) or a moment; exclusive",
                            schema = @Schema(type = "string", example = "2026-04-01"))
                    @RequestParam(name = "to", required = false)
                    @Nullable AsOf to,
            @SortedBy("-at") PageRequest page) {
        return queries.changes(
                id, from == null ? null : from.moment(), to == null ? null : to.moment(), page);
    }

    @GetMapping("/customers/{id}/segments")
    @RequiresScope("segments:read")
    @Operation(
            operationId = "listCustomerSegments",
            summary = "The segments a customer is in, with reasons")
    Page<SegmentPayloads.Membership> ofCustomer(@PathVariable("id") String id) {
        return Page.whole(queries.ofCustomer(id));
    }

    private String submit(UUID job, String segment, Caller caller) {
        return jobs.submit(job, SegmentMembersJob.NAME, SegmentMembersJob.params(segment), caller);
    }

    private static String link(String job) {
        return "</api/v1/jobs/" + job + ">; rel=\"job\"";
    }

    private SegmentPayloads.View view(SegmentDocument document) {
        return SegmentPayloads.View.of(document, segments.predicate(document));
    }

    private SegmentDocument document(
            String id, long version, SegmentPayloads.NewSegment body, Filter predicate) {
        var now = clock.instant();
        return new SegmentDocument(
                id, version, body.name(), body.description(), segments.write(predicate), now, now);
    }
}
