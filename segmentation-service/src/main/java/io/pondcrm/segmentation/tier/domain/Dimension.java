package io.pondcrm.segmentation.tier.domain;

import io.pondcrm.segmentation.score.domain.Name;
import java.math.BigDecimal;

/**
 * One thing that a scorecard looks at.
 *
 * @param code stable within the scheme, for example {@code purchasing-power}
 * @param scale how it turns into points: words by words, numbers by bands or a line
 * @param weight how much the points count; more than 0
 */
public record Dimension(
        String code,
        Name name,
        Measure measure,
        PointScale scale,
        BigDecimal weight,
        WhenMissing missing) {

    public Dimension {
        if (weight.signum() <= 0) {
            throw new IllegalArgumentException("A weight is more than 0");
        }
        if ((measure instanceof Measure.Word) != (scale instanceof PointScale.Words)) {
            throw new IllegalArgumentException("Words have points by word, numbers by a scale");
        }
    }
}
