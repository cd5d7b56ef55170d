package io.pondcrm.segmentation.segment;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.erasure.Anonymization;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Leaves of entries and exits that there was one on that day: nobody's. */
@Component
class SegmentChangesEraser implements Eraser {

    private final MongoOperations mongo;

    SegmentChangesEraser(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String erases() {
        return "segment-changes";
    }

    @Override
    public long erase(Collection<String> ids) {
        return Anonymization.replace(
                mongo, "segmentChanges", where("customer").in(ids), SegmentChangesEraser::left);
    }

    private static Optional<Document> left(Document change, String name) {
        return Optional.of(
                new Document("_id", name)
                        .append("segment", change.get("segment"))
                        .append("segmentVersion", change.get("segmentVersion"))
                        .append("customer", CustomerId.NOBODY.value())
                        .append("entered", change.get("entered"))
                        .append("at", Anonymization.dayOf(change.getDate("at")))
                        .append("cause", change.get("cause"))
                        .append("_class", change.get("_class")));
    }
}
