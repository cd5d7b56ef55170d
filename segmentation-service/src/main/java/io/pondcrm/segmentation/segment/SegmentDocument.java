package io.pondcrm.segmentation.segment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a segment lies in MongoDB.
 *
 * @param predicate the filter as JSON: its member names are data here, not fields
 */
@Document("segments")
@TypeAlias("segment")
record SegmentDocument(
        @Id String id,
        long version,
        String name,
        @Nullable String description,
        String predicate,
        Instant createdAt,
        Instant updatedAt) {}
