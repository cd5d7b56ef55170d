package io.pondcrm.engagement.message;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.erasure.Anonymization;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Leaves of messages that have come to their end what campaigns are counted from: nobody's. Others
 * are not sent any more.
 */
@Component
class MessagesEraser implements Eraser {

    private final MongoOperations mongo;

    MessagesEraser(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String erases() {
        return "messages";
    }

    @Override
    public long erase(Collection<String> ids) {
        return Anonymization.replace(
                mongo, "messages", where("customerId").in(ids), MessagesEraser::left);
    }

    private static Optional<Document> left(Document message, String name) {
        if (message.get("dueAt") != null) {
            return Optional.empty();
        }
        var left = new Document("_id", "msg_" + name).append("version", 1L);
        for (var field :
                new String[] {
                    "sourceKind", "sourceId", "purpose", "state", "failures", "copyCount", "_class"
                }) {
            if (message.get(field) != null) {
                left.append(field, message.get(field));
            }
        }
        left.append("copies", List.of());
        if (message.get("decision") instanceof Document decision) {
            left.append(
                    "decision",
                    new Document("outcome", decision.get("outcome"))
                            .append("reason", decision.get("reason"))
                            .append("checks", List.of())
                            .append("at", Anonymization.dayOf(decision.getDate("at")))
                            .append("copy", decision.get("copy")));
        }
        if (message.get("sentAt") != null) {
            left.append("sentAt", Anonymization.dayOf(message.getDate("sentAt")));
        }
        return Optional.of(
                left.append("customerId", CustomerId.NOBODY.value())
                        .append("createdAt", Anonymization.dayOf(message.getDate("createdAt"))));
    }
}
