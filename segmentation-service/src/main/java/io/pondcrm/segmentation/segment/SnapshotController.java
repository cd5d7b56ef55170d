package io.pondcrm.segmentation.segment;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.kernel.TypeId;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/segments/{id}/snapshots")
@Tag(name = "Segments")
class SnapshotController {

    private final SegmentQueries queries;
    private final MongoSegments segments;
    private final MongoSnapshots snapshots;
    private final Facts facts;
    private final MongoOperations mongo;
    private final Jobs jobs;

    SnapshotController(
            SegmentQueries queries,
            MongoSegments segments,
            MongoSnapshots snapshots,
            Facts facts,
            MongoOperations mongo,
            Jobs jobs) {
        this.queries = queries;
        this.segments = segments;
        this.snapshots = snapshots;
        this.facts = facts;
        this.mongo = mongo;
        this.jobs = jobs;
    }

    @PostMapping
    @RequiresScope("segments:write")
    @Operation(
            operationId = "takeSegmentSnapshot",
            summary = "Keeps a segment's members as they are now",
            description =
                    "A job: each member is written down as the job comes by. What a snapshot holds"
                            + " stays when the segment changes or goes.")
    @ApiResponse(
            responseCode = "202",
            description = "Handed in; Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> take(@PathVariable("id") String id, NewId newId, Caller caller) {
        var segment = queries.segment(id);
        var snapshot = TypeId.of("snap", newId.at(0));
        snapshots.begin(snapshot, segment);
        return jobs.accepted(
                jobs.submit(
                        newId.uuid(), SnapshotJob.NAME, SnapshotJob.params(id, snapshot), caller));
    }

    @GetMapping
    @RequiresScope("segments:read")
    @Operation(
            operationId = "listSegmentSnapshots",
            summary = "The snapshots of a segment, newest first")
    Page<SnapshotPayloads.View> list(@PathVariable("id") String id, PageRequest page) {
        return page.find(mongo, where("segment").is(id), SnapshotDocument.class, this::view);
    }

    @GetMapping("/{snapshot}")
    @RequiresScope("segments:read")
    @Operation(operationId = "getSegmentSnapshot", summary = "A snapshot of a segment")
    SnapshotPayloads.View get(
            @PathVariable("id") String id, @PathVariable("snapshot") String snapshot) {
        return view(taken(id, snapshot));
    }

    @GetMapping("/{snapshot}/members")
    @RequiresScope("segments:read")
    @Operation(
            operationId = "listSegmentSnapshotMembers",
            summary = "The customers in a snapshot",
            description = "409 until all of them are there.")
    Page<SegmentPayloads.Member> members(
            @PathVariable("id") String id,
            @PathVariable("snapshot") String snapshot,
            PageRequest page) {
        if (taken(id, snapshot).takenAt() == null) {
            throw SegmentProblem.SEGMENT_SNAPSHOT_NOT_TAKEN.exception();
        }
        return page.findTogether(
                mongo,
                where("snapshot").is(snapshot),
                SnapshotMemberDocument.class,
                rows ->
                        facts.profiled(rows, SnapshotMemberDocument::customer).stream()
                                .map(it -> new SegmentPayloads.Member(it.customer(), it.since()))
                                .toList());
    }

    private SnapshotDocument taken(String segment, String id) {
        return snapshots
                .find(segment, id)
                .orElseThrow(SegmentProblem.SEGMENT_SNAPSHOT_NOT_FOUND::exception);
    }

    private SnapshotPayloads.View view(SnapshotDocument document) {
        return SnapshotPayloads.View.of(document, segments.predicate(document.predicate()));
    }
}
