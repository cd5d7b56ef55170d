package io.pondcrm.segmentation.facts.domain;

import java.time.Instant;
import java.util.Comparator;

/**
 * A customer's answer to a survey: how content they were.
 *
 * @param responseId names the answer, which never changes
 * @param score from 1 to {@code scale}, the best one
 */
public record Rating(String responseId, int score, int scale, Instant at) {

    /** Oldest first; of two at one moment the smaller id first. */
    public static final Comparator<Rating> IN_TIME =
            Comparator.comparing(Rating::at).thenComparing(Rating::responseId);

    /** Whether it lies in the lower two fifths of the scale: 1 or 2 of 5. */
    public boolean isPoor() {
        return score * 5L <= scale * 2L;
    }
}
