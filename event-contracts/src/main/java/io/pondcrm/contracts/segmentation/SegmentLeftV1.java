package io.pondcrm.contracts.segmentation;

import io.pondcrm.kernel.EventType;
import java.time.Instant;

/**
 * A customer is no longer a member of a segment.
 *
 * @param customerId who; also the record's key
 * @param segmentId the segment
 * @param segmentVersion the version of its definition that decided
 * @param leftAt when, UTC
 */
@EventType(value = "segment.left.v1", topic = "crm.segment.v1")
public record SegmentLeftV1(
        String customerId, String segmentId, long segmentVersion, Instant leftAt) {}
