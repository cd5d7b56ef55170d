package io.pondcrm.contracts.segmentation;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer is no longer a member of a segment.
 *
 * @param customerId who; also the record's key
 * @param segmentId the segment
 * @param segmentVersion the version of its definition that decided
 * @param leftAt when, UTC
 * @param cause what moved the customer; null in events from before it was told
 */
@EventType(value = "segment.left.v1", topic = "crm.segment.v1")
public record SegmentLeftV1(
        String customerId,
        String segmentId,
        long segmentVersion,
        Instant leftAt,
        @Nullable Cause cause) {}
