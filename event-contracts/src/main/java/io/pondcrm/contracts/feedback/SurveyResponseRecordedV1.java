package io.pondcrm.contracts.feedback;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer answered a survey. What they wrote stays in feedback-service.
 *
 * @param responseId names the answer
 * @param invitationId the invitation that it answers; each has one answer at most
 * @param surveyId which survey
 * @param customerId who answered; also the record's key
 * @param kind {@code CSAT}; ignore what you do not know
 * @param caseId what it is about; absent where it is not about a case
 * @param score how content they are, from 1 to {@code scale}
 * @param scale the best score, for example 5
 * @param hasComment whether they also wrote something
 * @param respondedAt when, UTC
 */
@EventType(value = "survey.response-recorded.v1", topic = "crm.survey.v1")
public record SurveyResponseRecordedV1(
        String responseId,
        String invitationId,
        String surveyId,
        String customerId,
        String kind,
        @Nullable String caseId,
        int score,
        int scale,
        boolean hasComment,
        Instant respondedAt) {}
