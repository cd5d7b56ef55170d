package io.pondcrm.feedback.cases;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.erasure.Anonymization;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Makes the words of cases unreadable by destroying their keys, and leaves of each case what it was
 * about and how it went, in days: nobody's.
 */
@Component
class CasesEraser implements Eraser {

    private final MongoOperations mongo;
    private final SubjectKeys keys;

    CasesEraser(MongoOperations mongo, SubjectKeys keys) {
        this.mongo = mongo;
        this.keys = keys;
    }

    @Override
    public String erases() {
        return "cases";
    }

    @Override
    public long erase(Collection<String> ids) {
        keys.destroyAll(ids);
        return Anonymization.replace(
                mongo, "cases", where("customerId").in(ids), CasesEraser::left);
    }

    private static Optional<Document> left(Document one, String name) {
        var left = new Document("_id", "cas_" + name).append("version", 1L);
        for (var field :
                new String[] {
                    "type",
                    "priority",
                    "channel",
                    "category",
                    "state",
                    "unresolved",
                    "outcome",
                    "reopenings",
                    "_class"
                }) {
            if (one.get(field) != null) {
                left.append(field, one.get(field));
            }
        }
        for (var field :
                new String[] {"openedAt", "respondedAt", "resolvedAt", "closedAt", "updatedAt"}) {
            if (one.get(field) != null) {
                left.append(field, Anonymization.dayOf(one.getDate(field)));
            }
        }
        return Optional.of(
                left.append("number", name)
                        .append("customerId", CustomerId.NOBODY.value())
                        .append("words", new Binary(new byte[0]))
                        .append("clocks", List.of()));
    }
}
