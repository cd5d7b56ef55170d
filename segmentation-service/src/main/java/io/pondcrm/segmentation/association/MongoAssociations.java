package io.pondcrm.segmentation.association;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.segmentation.association.domain.AssociationRule;
import io.pondcrm.segmentation.association.domain.Associations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Searches and the rules they found. */
@Component
class MongoAssociations {

    private static final int BATCH = 500;

    private final MongoOperations mongo;

    MongoAssociations(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** Keeps a search that is about to run; the same one again changes nothing. */
    void begin(Associations asked) {
        try {
            mongo.insert(AssociationsDocument.begun(asked));
        } catch (DuplicateKeyException _) {
            // A repeated request: searches never change.
        }
    }

    Optional<AssociationsDocument> find(String id) {
        return Optional.ofNullable(mongo.findById(id, AssociationsDocument.class));
    }

    /** Keeps the rules, instead of those that an attempt before may have kept, then says so. */
    void finish(String id, List<AssociationRule> rules, AssociationsDocument.Result result) {
        mongo.remove(query(where("search").is(id)), AssociationRuleDocument.class);
        var part = new ArrayList<AssociationRuleDocument>();
        for (var index = 0; index < rules.size(); index++) {
            part.add(AssociationRuleDocument.of(id, index + 1, rules.get(index)));
            if (part.size() == BATCH || index + 1 == rules.size()) {
                mongo.insert(part, AssociationRuleDocument.class);
                part.clear();
            }
        }
        mongo.updateFirst(
                query(where("_id").is(id)),
                new Update().set("state", AssociationsDocument.FINISHED).set("result", result),
                AssociationsDocument.class);
    }

    void fail(String id) {
        mongo.updateFirst(
                query(where("_id").is(id)),
                new Update().set("state", AssociationsDocument.FAILED),
                AssociationsDocument.class);
    }
}
