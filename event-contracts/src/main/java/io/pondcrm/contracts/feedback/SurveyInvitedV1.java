package io.pondcrm.contracts.feedback;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer may answer a survey. The token that lets them in is not here: a caller who may hand it
 * out asks feedback-service for it.
 *
 * @param invitationId names the invitation
 * @param surveyId which survey
 * @param customerId who is invited; also the record's key
 * @param kind {@code CSAT}; ignore what you do not know
 * @param caseId what it asks about; absent where it is not about a case
 * @param invitedAt when, UTC
 * @param expiresAt until when an answer counts, UTC
 */
@EventType(value = "survey.invited.v1", topic = "crm.survey.v1")
public record SurveyInvitedV1(
        String invitationId,
        String surveyId,
        String customerId,
        String kind,
        @Nullable String caseId,
        Instant invitedAt,
        Instant expiresAt) {}
