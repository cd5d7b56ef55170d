package io.pondcrm.segmentation.tier.domain;

import io.pondcrm.segmentation.score.domain.Name;
import java.math.BigDecimal;

/**
 * One tier of a scheme.
 *
 * @param code stable, for example {@code GOLD}
 */
public record TierLevel(String code, Name name, Earning earnedBy) {

    /** A tier that is earned from a value on: net spend in the window, or points. */
    public TierLevel(String code, Name name, BigDecimal threshold) {
        this(code, name, new Earning.From(threshold));
    }

    /**
     * From which value on the tier is earned.
     *
     * @throws IllegalStateException if it has a quota
     */
    public BigDecimal threshold() {
        return switch (earnedBy) {
            case Earning.From(var value) -> value;
            case Quota quota ->
                    throw new IllegalStateException(code + " is for the best: " + quota);
        };
    }
}
