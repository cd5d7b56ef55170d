package io.pondcrm.feedback.sla.domain;

import org.jspecify.annotations.Nullable;

/**
 * What policies look at to see whether they apply.
 *
 * @param tier the customer's; null if none is known
 */
public record Demand(CaseType type, Priority priority, @Nullable String tier) {}
