package io.pondcrm.feedback.survey;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.erasure.Anonymization;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Leaves of an answer its score and the day, nobody's, so that no average changes. What was written
 * beside it goes, and so do invitations that nobody answered, with their tokens.
 */
@Component
class AnswersEraser implements Eraser {

    private final MongoOperations mongo;
    private final SubjectKeys keys;

    AnswersEraser(MongoOperations mongo, SubjectKeys keys) {
        this.mongo = mongo;
        this.keys = keys;
    }

    @Override
    public String erases() {
        return "survey-answers";
    }

    @Override
    public long erase(Collection<String> ids) {
        keys.destroyAll(ids);
        return Anonymization.replace(
                mongo, "survey_invitations", where("customerId").in(ids), AnswersEraser::left);
    }

    private static Optional<Document> left(Document invitation, String name) {
        if (!Boolean.TRUE.equals(invitation.get("answered"))) {
            return Optional.empty();
        }
        var id = "inv_" + name;
        return Optional.of(
                new Document("_id", id)
                        .append("version", 1L)
                        .append("surveyId", invitation.get("surveyId"))
                        .append("customerId", CustomerId.NOBODY.value())
                        .append("caseId", "")
                        .append("caseType", invitation.get("caseType"))
                        .append("invitedAt", Anonymization.dayOf(invitation.getDate("invitedAt")))
                        .append("expiresAt", Anonymization.dayOf(invitation.getDate("invitedAt")))
                        .append("tokenHash", InvitationDocument.noToken(id))
                        .append("tokensGiven", 0)
                        .append("answered", true)
                        .append("sortedAt", Anonymization.dayOf(invitation.getDate("sortedAt")))
                        .append("score", invitation.get("score"))
                        .append("_class", invitation.get("_class")));
    }
}
