package io.pondcrm.segmentation.tier.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How many of the best have a tier, those of higher tiers among them. */
public sealed interface Quota extends Earning {

    /**
     * A share of all who have points.
     *
     * @param percent more than 0, at most 100
     */
    record Share(BigDecimal percent) implements Quota {

        private static final BigDecimal ALL = BigDecimal.valueOf(100);

        public Share {
            if (percent.signum() <= 0 || percent.compareTo(ALL) > 0) {
                throw new IllegalArgumentException("A share is more than 0 %, at most 100 %");
            }
        }

        @Override
        public long places(long customers) {
            return percent.multiply(BigDecimal.valueOf(customers))
                    .divide(ALL, 0, RoundingMode.CEILING)
                    .longValueExact();
        }

        @Override
        public boolean isHarderThan(Earning lower) {
            return !(lower instanceof Share(var other)) || percent.compareTo(other) < 0;
        }
    }

    /** So many customers. */
    record Count(long best) implements Quota {

        public Count {
            if (best < 1) {
                throw new IllegalArgumentException("A quota has a place at least");
            }
        }

        @Override
        public long places(long customers) {
            return Math.min(best, customers);
        }

        @Override
        public boolean isHarderThan(Earning lower) {
            return !(lower instanceof Count(var other)) || best < other;
        }
    }

    /**
     * Of so many who have points; a part of a place is a whole one, so that there is one as soon as
     * there is somebody.
     */
    long places(long customers);

    /** What becomes of customers with equal points where not all of them find a place. */
    enum Ties {
        /** All of them have the tier: it is fuller than its quota. */
        ALL_IN,
        /** None of them has it: it is emptier. */
        ALL_OUT
    }
}
