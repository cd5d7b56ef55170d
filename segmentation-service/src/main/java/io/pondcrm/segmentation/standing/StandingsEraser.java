package io.pondcrm.segmentation.standing;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.erasure.Anonymization;
import io.pondcrm.chassis.erasure.Eraser;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Throws away what was told and concluded of customers, those put aside by a merge included, and
 * leaves that there was one of that tier and stage: nobody's.
 */
@Component
class StandingsEraser implements Eraser {

    private final MongoOperations mongo;

    StandingsEraser(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String erases() {
        return "standings";
    }

    @Override
    public long erase(Collection<String> ids) {
        var theirs = query(where("_id").in(ids));
        return mongo.remove(theirs, MergedStandingDocument.class).getDeletedCount()
                + Anonymization.replace(
                        mongo,
                        "standings",
                        where("_id").in(ids),
                        LeftStandingDocument.COLLECTION,
                        StandingsEraser::left);
    }

    private static Optional<Document> left(Document standing, String name) {
        var left = new Document("_id", name);
        if (standing.get("tier") instanceof Document tier) {
            left.append("tier", new Document("tier", tier.get("tier")));
        }
        if (standing.get("lifecycle") instanceof Document stage) {
            left.append("lifecycle", new Document("stage", stage.get("stage")));
        }
        for (var field : List.of("schemeTiers", "schemeStages")) {
            if (standing.get(field) != null) {
                left.append(field, standing.get(field));
            }
        }
        return left.size() == 1 ? Optional.empty() : Optional.of(left);
    }
}
