package io.pondcrm.contracts.churn;

import org.jspecify.annotations.Nullable;

/**
 * One part of a churn score. The contributions of all reasons of a score add up to it exactly.
 *
 * @param feature what was looked at, for example {@code gapOverOwnRhythm}
 * @param value the value found, as text, for example {@code 2.6}; absent for the baseline
 * @param contribution decimal, what it adds to the score; negative where it lowers it
 * @param en the reason in English words
 * @param zh the reason in Chinese words
 */
public record ChurnReason(
        String feature, @Nullable String value, String contribution, String en, String zh) {}
