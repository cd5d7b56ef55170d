package io.pondcrm.segmentation.segment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A segment's members, kept as they were.
 *
 * @param segmentVersion the definition that was in force when it was asked for
 * @param predicate the filter of that definition as JSON
 * @param count how many members it has; null until all are there
 * @param takenAt when the last of them was written down; null until then
 */
@Document("segmentSnapshots")
@TypeAlias("segmentSnapshot")
@CompoundIndex(name = "segment", def = "{'segment': 1, '_id': 1}")
@CompoundIndex(name = "age", def = "{'createdAt': 1}")
record SnapshotDocument(
        @Id String id,
        String segment,
        long segmentVersion,
        String predicate,
        Instant createdAt,
        @Nullable Long count,
        @Nullable Instant takenAt) {}
