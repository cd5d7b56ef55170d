package io.pondcrm.contracts.segmentation;

import io.pondcrm.kernel.EventType;
import java.time.Instant;

/**
 * A customer is a member of a segment from now on.
 *
 * @param customerId who; also the record's key
 * @param segmentId the segment
 * @param segmentVersion the version of its definition that decided
 * @param enteredAt when, UTC
 */
@EventType(value = "segment.entered.v1", topic = "crm.segment.v1")
public record SegmentEnteredV1(
        String customerId, String segmentId, long segmentVersion, Instant enteredAt) {}
