package io.pondcrm.churn.facts.domain;

import java.time.Instant;

/**
 * A customer's answer to a survey.
 *
 * @param responseId names the answer in feedback-service; one answer counts once
 * @param isPoor whether it lies in the lower two fifths of the scale
 */
public record Rating(String responseId, boolean isPoor, Instant at) {}
