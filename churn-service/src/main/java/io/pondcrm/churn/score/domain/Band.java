package io.pondcrm.churn.score.domain;

import java.math.BigDecimal;

/** How serious a score is. */
public enum Band {
    LOW("0"),
    MEDIUM("0.30"),
    /** From here on somebody is warned. */
    HIGH("0.50"),
    VERY_HIGH("0.75");

    private final BigDecimal from;

    Band(String from) {
        this.from = new BigDecimal(from);
    }

    /** The smallest score in this band. */
    public BigDecimal from() {
        return from;
    }

    /** The band that a score from 0 to 1 lies in. */
    public static Band of(BigDecimal score) {
        var band = LOW;
        for (var higher : values()) {
            if (score.compareTo(higher.from) >= 0) {
                band = higher;
            }
        }
        return band;
    }

    public boolean warns() {
        return compareTo(HIGH) >= 0;
    }
}
