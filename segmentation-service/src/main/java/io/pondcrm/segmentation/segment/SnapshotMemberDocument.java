package io.pondcrm.segmentation.segment;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One customer in one snapshot.
 *
 * @param id the snapshot's and the customer's
 */
@Document("segmentSnapshotMembers")
@TypeAlias("segmentSnapshotMember")
@CompoundIndex(name = "snapshot", def = "{'snapshot': 1, '_id': 1}")
record SnapshotMemberDocument(@Id String id, String snapshot, String customer, Instant since) {

    static SnapshotMemberDocument of(String snapshot, SegmentPayloads.Member member) {
        return new SnapshotMemberDocument(
                snapshot + ":" + member.customerId(),
                snapshot,
                member.customerId(),
                member.since());
    }
}
