package io.pondcrm.feedback.survey.domain;

import io.pondcrm.feedback.sla.domain.CaseType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks customers how content they are once their case is closed (customer satisfaction, CSAT).
 *
 * @param caseTypes whose closing invites; empty for all
 * @param validFor how long an answer counts
 * @param recontactAfter how long a customer is left alone after an invitation to any survey; zero
 *     for not at all
 */
public record Survey(
        String id,
        boolean active,
        Set<CaseType> caseTypes,
        Duration validFor,
        Duration recontactAfter) {

    public Survey {
        caseTypes = Set.copyOf(caseTypes);
    }

    /**
     * Whether a closed case invites its customer.
     *
     * @param withdrawn whether the customer had given up before a resolution
     * @param lastInvitedAt to any survey; null for never
     * @return until when an answer would count; empty for no invitation
     */
    public Optional<Instant> invitesUntil(
            CaseType type, boolean withdrawn, @Nullable Instant lastInvitedAt, Instant at) {
        var isLeftAlone = lastInvitedAt != null && lastInvitedAt.plus(recontactAfter).isAfter(at);
        return active
                        && !withdrawn
                        && !isLeftAlone
                        && (caseTypes.isEmpty() || caseTypes.contains(type))
                ? Optional.of(at.plus(validFor))
                : Optional.empty();
    }
}
