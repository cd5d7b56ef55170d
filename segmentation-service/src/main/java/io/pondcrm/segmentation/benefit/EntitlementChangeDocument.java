package io.pondcrm.segmentation.benefit;

import io.pondcrm.chassis.outbox.Outboxed;
import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * That a tier move changed what a customer is entitled to, written as one with its announcement.
 *
 * @param id the tier event's: the same event twice is one change
 * @param at when that was heard, however long ago the move was
 */
@Document("entitlementChanges")
@TypeAlias("entitlementChange")
@CompoundIndex(name = "age", def = "{'at': 1}")
record EntitlementChangeDocument(@Id String id, long version, String customer, Instant at)
        implements Outboxed {}
