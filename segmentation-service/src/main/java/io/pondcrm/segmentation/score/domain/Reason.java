package io.pondcrm.segmentation.score.domain;

/**
 * One ground for a score, tier, stage or membership.
 *
 * @param dimension what was looked at, for example {@code spend365d}
 * @param input the value found, as text, for example {@code 10250.00}
 * @param rule the rule that it met, for example {@code >= 10000.00}
 */
public record Reason(String dimension, String input, String rule) {}
