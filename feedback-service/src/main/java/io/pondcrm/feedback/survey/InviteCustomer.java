package io.pondcrm.feedback.survey;

import io.pondcrm.feedback.merge.domain.Merges;
import io.pondcrm.feedback.sla.domain.CaseType;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Sha256;
import io.pondcrm.kernel.TypeId;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Invites the customer of a closed case to the surveys that ask about such cases. */
@Component
class InviteCustomer {

    private final MongoSurveys surveys;
    private final MongoInvitations invitations;
    private final Merges merges;
    private final Clock clock;

    InviteCustomer(MongoSurveys surveys, MongoInvitations invitations, Merges merges, Clock clock) {
        this.surveys = surveys;
        this.invitations = invitations;
        this.merges = merges;
        this.clock = clock;
    }

    /** Safe to repeat: an invitation's id follows from survey, case and moment of closing. */
    void handle(
            CustomerId customer,
            String caseId,
            CaseType type,
            boolean withdrawn,
            Instant closedAt) {
        var selves = merges.selvesOf(customer);
        for (var survey : surveys.listAll()) {
            var id = invitationId(survey.id(), caseId, closedAt);
            if (invitations.find(id).isPresent()) {
                continue;
            }
            var now = clock.instant();
            survey.toDomain()
                    .invitesUntil(type, withdrawn, invitations.findLastInvitedAt(selves, id), now)
                    .ifPresent(expiresAt ->
                            invitations.insert(
                                    new InvitationDocument(
                                            id,
                                            1,
                                            survey.id(),
                                            customer.value(),
                                            caseId,
                                            type.name(),
                                            now,
                                            expiresAt,
                                            InvitationDocument.noToken(id),
                                            0,
                                            false,
                                            now,
                                            null,
                                            null)));
        }
    }

    /** A UUIDv7 of the moment of closing, so that ids sort by time. */
    static String invitationId(String surveyId, String caseId, Instant closedAt) {
        var hash =
                ByteBuffer.wrap(Sha256.of(surveyId + " " + caseId + " " + closedAt.toEpochMilli()));
        return TypeId.of(
                "inv",
                new UUID(
                        closedAt.toEpochMilli() << 16 | 0x7000L | hash.getLong() & 0x0fffL,
                        hash.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L));
    }
}
