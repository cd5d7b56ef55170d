package io.pondcrm.feedback.cases.domain;

import io.pondcrm.feedback.calendar.domain.BusinessCalendar;
import io.pondcrm.feedback.sla.domain.ClockKind;
import java.time.Duration;
import java.util.Map;

/**
 * What a case's customer is promised, by the policy that applies.
 *
 * @param targets how much business time each clock has
 */
public record Promise(
        String policyId,
        int policyVersion,
        String policyName,
        String calendarId,
        int calendarVersion,
        Map<ClockKind, Duration> targets,
        BusinessCalendar calendar) {

    public Promise {
        targets = Map.copyOf(targets);
    }
}
