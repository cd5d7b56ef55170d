package io.pondcrm.segmentation.segment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * That one customer entered or left one segment, as it was announced.
 *
 * @param id the announcing event's: the same event twice is one change
 * @param entered whether the customer came, or went
 * @param cause as the contract names it; null if it was not told
 */
@Document("segmentChanges")
@TypeAlias("segmentChange")
@CompoundIndex(name = "time", def = "{'segment': 1, 'at': 1, '_id': 1}")
@CompoundIndex(name = "customer", def = "{'customer': 1}")
@CompoundIndex(name = "age", def = "{'at': 1}")
record SegmentChangeDocument(
        @Id String id,
        String segment,
        long segmentVersion,
        String customer,
        boolean entered,
        Instant at,
        @Nullable String cause,
        @Nullable String eventType,
        @Nullable String eventId) {}
