package io.pondcrm.feedback.survey;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.contracts.feedback.SurveyInvitedV1;
import io.pondcrm.contracts.feedback.SurveyResponseRecordedV1;
import io.pondcrm.feedback.survey.domain.ScoreSummary;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Says in the words of the contracts who was invited and who answered. */
@Component
class SurveyEvents {

    private static final String KIND = "CSAT";

    private final EventWriter events;

    SurveyEvents(EventWriter events) {
        this.events = events;
    }

    OutboxEntry invited(InvitationDocument invitation) {
        return events.entry(
                invitation.customerId(),
                new SurveyInvitedV1(
                        invitation.id(),
                        invitation.surveyId(),
                        invitation.customerId(),
                        KIND,
                        invitation.caseId(),
                        invitation.invitedAt(),
                        invitation.expiresAt()));
    }

    OutboxEntry answered(InvitationDocument invitation, int score, boolean hasComment, Instant at) {
        return events.entry(
                invitation.customerId(),
                new SurveyResponseRecordedV1(
                        invitation.responseId(),
                        invitation.id(),
                        invitation.surveyId(),
                        invitation.customerId(),
                        KIND,
                        invitation.caseId(),
                        score,
                        ScoreSummary.SCALE,
                        hasComment,
                        at));
    }
}
