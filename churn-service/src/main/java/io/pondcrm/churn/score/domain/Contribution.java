package io.pondcrm.churn.score.domain;

import io.pondcrm.churn.definition.domain.Name;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one feature adds to a score.
 *
 * @param feature its name in answers and events
 * @param value what was found, as text; null for the baseline
 * @param points exact decimal; negative where it lowers the score, zero where it does not matter
 * @param words the reason for people
 */
public record Contribution(String feature, @Nullable String value, BigDecimal points, Name words) {}
