package io.pondcrm.engagement.audience;

import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a membership lies in MongoDB. Kept when it ends: an older word that comes late must find a
 * newer one.
 *
 * @param id segment and customer
 */
@Document("segment_members")
@TypeAlias("segment-member")
@CompoundIndex(name = "members", def = "{'segmentId': 1, 'member': 1, 'customerId': 1}")
record MemberDocument(
        @Id String id, String segmentId, String customerId, long sequence, boolean member) {}
