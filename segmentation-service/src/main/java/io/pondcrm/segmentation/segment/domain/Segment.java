package io.pondcrm.segmentation.segment.domain;

import io.pondcrm.kernel.filter.Filter;
import java.time.Instant;

/**
 * A group of customers by predicate.
 *
 * @param version 1 when created, one more with each change of the definition
 * @param predicate over the fields of {@link SegmentFields}
 */
public record Segment(
        String id,
        long version,
        String name,
        Filter predicate,
        Instant createdAt,
        Instant updatedAt) {}
