package io.pondcrm.segmentation.segment;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** All snapshots of segments. */
@Component
class MongoSnapshots {

    private static final String ID = "_id";
    private static final String SNAPSHOT = "snapshot";
    private static final int PART = 1_000;

    private final MongoOperations mongo;
    private final Clock clock;

    MongoSnapshots(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    /** Keeps a snapshot that is about to be taken; the same one again changes nothing. */
    void begin(String id, SegmentDocument segment) {
        try {
            mongo.insert(
                    new SnapshotDocument(
                            id,
                            segment.id(),
                            segment.version(),
                            segment.predicate(),
                            clock.instant(),
                            null,
                            null));
        } catch (DuplicateKeyException _) {
            // A repeated request.
        }
    }

    Optional<SnapshotDocument> find(String segment, String id) {
        return Optional.ofNullable(mongo.findById(id, SnapshotDocument.class))
                .filter(it -> it.segment().equals(segment));
    }

    /**
     * Members of the segment as it stands now, in the order of their ids.
     *
     * @param after the last one of the part before; null for the first part
     */
    List<SegmentPayloads.Member> membersAfter(String segment, @Nullable String after, int limit) {
        var members = where("segmentIds").is(segment);
        var part = query(after == null ? members : members.and(ID).gt(after));
        part.with(Sort.by(ID)).limit(limit).fields().include("segments");
        return mongo.find(part, SegmentQueries.MemberRow.class).stream()
                .map(row -> row.in(segment))
                .toList();
    }

    /**
     * Keeps a part of the members.
     *
     * @param after where the part begins: what an attempt that was cut off left behind it goes
     */
    void keep(String snapshot, @Nullable String after, List<SegmentPayloads.Member> members) {
        var behind = where(SNAPSHOT).is(snapshot);
        mongo.remove(
                query(after == null ? behind : behind.and(ID).gt(snapshot + ":" + after)),
                SnapshotMemberDocument.class);
        mongo.insert(
                members.stream().map(it -> SnapshotMemberDocument.of(snapshot, it)).toList(),
                SnapshotMemberDocument.class);
    }

    void finish(String snapshot) {
        mongo.updateFirst(
                query(where(ID).is(snapshot).and("takenAt").is(null)),
                new Update()
                        .set(
                                "count",
                                mongo.count(
                                        query(where(SNAPSHOT).is(snapshot)),
                                        SnapshotMemberDocument.class))
                        .set("takenAt", clock.instant()),
                SnapshotDocument.class);
    }
}
