package io.pondcrm.segmentation.segment;

import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.erasure.Members;
import java.util.Collection;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Throws away customers' places in snapshots, which keep their counts. */
@Component
class SnapshotMembersEraser implements Eraser {

    private final MongoOperations mongo;

    SnapshotMembersEraser(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String erases() {
        return "snapshot-members";
    }

    @Override
    public long erase(Collection<String> ids) {
        return Members.remove(mongo, SnapshotDocument.class, ids, SnapshotMemberDocument.class);
    }
}
