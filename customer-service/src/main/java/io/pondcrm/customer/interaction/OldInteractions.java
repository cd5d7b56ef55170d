package io.pondcrm.customer.interaction;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.retention.Retained;
import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.customer.interaction.domain.Interaction;
import io.pondcrm.kernel.TypeId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Forgets what customers did long ago. Ids tell when we heard of it, and are sorted by it. */
@Component
class OldInteractions implements Retained {

    private final MongoOperations mongo;

    OldInteractions(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** Forgets visitors of whom nobody ever learned who they are, and their keys. */
    @Component
    static class OfVisitors implements Retained {

        private final MongoOperations mongo;
        private final SubjectKeys keys;

        OfVisitors(MongoOperations mongo, SubjectKeys keys) {
            this.mongo = mongo;
            this.keys = keys;
        }

        @Override
        public String kind() {
            return "visitor-interactions";
        }

        /** A key goes with the last that it sealed: a visitor who comes again gets another. */
        @Override
        public int forget(Instant before, int most) {
            var old =
                    mongo.find(
                            query(heardOf(before).and("unlinked").exists(true)).limit(most),
                            InteractionDocument.class);
            var ids = old.stream().map(InteractionDocument::id).toList();
            mongo.remove(
                    query(where("_id").in(ids).and("unlinked").exists(true)),
                    InteractionDocument.class);
            var visitors = new HashSet<String>();
            for (var each : old) {
                visitors.add(Objects.requireNonNull(each.unlinked()));
            }
            visitors.removeAll(
                    mongo.findDistinct(
                            query(where("unlinked").in(visitors)),
                            "unlinked",
                            InteractionDocument.class,
                            String.class));
            mongo.find(query(where("_id").in(visitors)), VisitorDocument.class)
                    .forEach(linked -> visitors.remove(linked.key()));
            keys.forgetAll(visitors);
            return ids.size();
        }
    }

    @Override
    public String kind() {
        return "customer-interactions";
    }

    @Override
    public int forget(Instant before, int most) {
        var due =
                query(heardOf(before).and("customerId").exists(true))
                        .with(Sort.by("_id"))
                        .limit(most);
        var ids =
                mongo.find(due, InteractionDocument.class).stream()
                        .map(InteractionDocument::id)
                        .toList();
        mongo.remove(query(where("_id").in(ids)), InteractionDocument.class);
        return ids.size();
    }

    private static Criteria heardOf(Instant before) {
        return where("_id").lt(TypeId.of(Interaction.PREFIX, TypeId.firstOf(before)));
    }
}
