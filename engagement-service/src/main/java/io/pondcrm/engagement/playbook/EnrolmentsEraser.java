package io.pondcrm.engagement.playbook;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.erasure.Anonymization;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Leaves of enrolments what the uplift of a playbook is counted from: nobody's. */
@Component
class EnrolmentsEraser implements Eraser {

    private final MongoOperations mongo;

    EnrolmentsEraser(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String erases() {
        return "enrolments";
    }

    @Override
    public long erase(Collection<String> ids) {
        return Anonymization.replace(
                mongo, "enrolments", where("customerId").in(ids), EnrolmentsEraser::left);
    }

    private static Optional<Document> left(Document enrolled, String name) {
        var left = new Document("_id", "enr_" + name).append("version", 1L);
        for (var field :
                new String[] {
                    "playbook",
                    "scheme",
                    "stage",
                    "strategyVersion",
                    "group",
                    "obstacle",
                    "cell",
                    "windowEnds",
                    "done",
                    "converted",
                    "_class"
                }) {
            if (enrolled.get(field) != null) {
                left.append(field, enrolled.get(field));
            }
        }
        return Optional.of(
                left.append("customerId", CustomerId.NOBODY.value())
                        .append("enteredAt", Anonymization.dayOf(enrolled.getDate("enteredAt")))
                        .append("decidedAt", Anonymization.dayOf(enrolled.getDate("decidedAt"))));
    }
}
