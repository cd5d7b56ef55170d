package io.pondcrm.segmentation.segment;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.kernel.filter.Filter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What callers see of snapshots. */
final class SnapshotPayloads {

    private SnapshotPayloads() {}

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "SegmentSnapshot",
            description =
                    "A segment's members as they were; nothing in it changes once it is taken")
    record View(
            @Schema(example = "snap_01h455vb4pex5vsknk084sn02q") String id,
            String segmentId,
            @Schema(description = "The definition in force when it was asked for")
                    long segmentVersion,
            @Schema(description = "The predicate of that definition") Map<String, Object> predicate,
            @Schema(description = "The predicate in words, in the caller's language")
                    String inWords,
            Instant createdAt,
            @Schema(description = "How many members it has; absent until all are there")
                    @Nullable Long count,
            @Schema(description = "When the last member was written down; absent until then")
                    @Nullable Instant takenAt) {

        static View of(SnapshotDocument document, Filter predicate) {
            return new View(
                    document.id(),
                    document.segment(),
                    document.segmentVersion(),
                    predicate.toTree(),
                    SegmentPayloads.inWords(predicate),
                    document.createdAt(),
                    document.count(),
                    document.takenAt());
        }
    }
}
