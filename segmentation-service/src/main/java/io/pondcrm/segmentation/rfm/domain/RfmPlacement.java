package io.pondcrm.segmentation.rfm.domain;

import io.pondcrm.segmentation.score.domain.Reason;
import java.math.BigDecimal;
import java.util.List;

/**
 * Where one customer stands by one run.
 *
 * @param combined the weighted mean of the three scores
 */
public record RfmPlacement(
        String model,
        String run,
        RfmValues values,
        RfmScores scores,
        RfmSegment segment,
        BigDecimal combined,
        List<Reason> reasons) {

    public RfmPlacement {
        reasons = List.copyOf(reasons);
    }

    /** Whether a reader would see the same score. */
    public boolean sameScore(RfmPlacement other) {
        return model.equals(other.model) && scores.equals(other.scores) && segment == other.segment;
    }
}
