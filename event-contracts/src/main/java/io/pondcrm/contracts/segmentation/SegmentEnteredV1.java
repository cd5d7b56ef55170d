package io.pondcrm.contracts.segmentation;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer is a member of a segment from now on.
 *
 * @param customerId who; also the record's key
 * @param segmentId the segment
 * @param segmentVersion the version of its definition that decided
 * @param enteredAt when, UTC
 * @param cause what moved the customer; null in events from before it was told
 */
@EventType(value = "segment.entered.v1", topic = "crm.segment.v1")
public record SegmentEnteredV1(
        String customerId,
        String segmentId,
        long segmentVersion,
        Instant enteredAt,
        @Nullable Cause cause) {}
