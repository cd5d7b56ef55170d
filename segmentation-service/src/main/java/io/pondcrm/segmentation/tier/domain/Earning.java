package io.pondcrm.segmentation.tier.domain;

import java.math.BigDecimal;

/** What earns a tier: so much of what the rules count, or a place among the best. */
public sealed interface Earning permits Earning.From, Quota {

    /** From this value on, whoever else has it. */
    record From(BigDecimal value) implements Earning {

        @Override
        public boolean isHarderThan(Earning lower) {
            return !(lower instanceof From(var other)) || value.compareTo(other) > 0;
        }
    }

    /**
     * Whether a higher tier may be earned by this where a lower one is earned by the other. A
     * threshold, a share and a number can't be told from one another: only of a kind they compare.
     */
    boolean isHarderThan(Earning lower);
}
