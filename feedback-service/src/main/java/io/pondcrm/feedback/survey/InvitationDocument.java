package io.pondcrm.feedback.survey;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How an invitation lies in MongoDB, with its answer: one document, so that a token counts once.
 *
 * @param tokenHash SHA-256 of the token that is good now; before there is one, a text that is no
 *     hash
 * @param comment what the customer wrote, sealed with the customer's key
 * @param sortedAt when the answer came, else when the invitation was made: lists are sorted by it
 */
@Document("survey_invitations")
@TypeAlias("survey-invitation")
@CompoundIndex(def = "{'surveyId': 1, 'invitedAt': 1, '_id': 1}")
@CompoundIndex(def = "{'surveyId': 1, 'caseId': 1, 'invitedAt': 1, '_id': 1}")
@CompoundIndex(def = "{'surveyId': 1, 'answered': 1, 'sortedAt': 1, '_id': 1}")
@CompoundIndex(def = "{'customerId': 1, 'invitedAt': 1}")
@CompoundIndex(def = "{'answered': 1, 'invitedAt': 1}")
@CompoundIndex(def = "{'answered': 1, 'sortedAt': 1}")
record InvitationDocument(
        @Id String id,
        long version,
        String surveyId,
        String customerId,
        String caseId,
        String caseType,
        Instant invitedAt,
        Instant expiresAt,
        @Indexed(unique = true) String tokenHash,
        int tokensGiven,
        boolean answered,
        Instant sortedAt,
        @Nullable Integer score,
        byte @Nullable [] comment)
        implements Outboxed {

    /** Before a token is given out; unique, as every hash is. */
    static String noToken(String id) {
        return "none " + id;
    }

    CustomerId customer() {
        return new CustomerId(customerId);
    }

    boolean isOpenAt(Instant now) {
        return !answered && now.isBefore(expiresAt);
    }

    /** The answer's id, made from the invitation's: there is one answer at most. */
    String responseId() {
        return "rsp" + id.substring(id.indexOf('_'));
    }
}
