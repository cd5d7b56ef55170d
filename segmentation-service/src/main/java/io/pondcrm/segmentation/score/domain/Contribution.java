package io.pondcrm.segmentation.score.domain;

import java.math.BigDecimal;

/**
 * What one thing adds to a score.
 *
 * @param dimension what was looked at, for example {@code frequency}
 * @param input the value found, as text, for example {@code 7}
 * @param points what it adds; negative where it takes away, zero where it was looked at in vain
 * @param rule how the input came to these points
 */
public record Contribution(String dimension, String input, BigDecimal points, Name rule) {

    /** With whole points. */
    public static Contribution of(String dimension, String input, long points, Name rule) {
        return new Contribution(dimension, input, BigDecimal.valueOf(points), rule);
    }
}
