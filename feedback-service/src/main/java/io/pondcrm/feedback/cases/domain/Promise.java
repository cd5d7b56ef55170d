package io.pondcrm.feedback.cases.domain;

import io.pondcrm.feedback.calendar.domain.BusinessCalendar;
import io.pondcrm.feedback.sla.domain.ClockKind;
import io.pondcrm.feedback.sla.domain.Ground;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a case's customer is promised, by the policy that applies.
 *
 * @param targets how much business time each clock has
 * @param ground the benefit of the customer by which the policy applies; null where it names none
 */
public record Promise(
        String policyId,
        int policyVersion,
        String policyName,
        String calendarId,
        int calendarVersion,
        Map<ClockKind, Duration> targets,
        @Nullable Ground ground,
        BusinessCalendar calendar) {

    public Promise {
        targets = Map.copyOf(targets);
    }
}
