package io.pondcrm.segmentation.tier.domain;

import java.math.BigDecimal;

/** What a scorecard does where it can't tell one of its dimensions: never a silent zero. */
public sealed interface WhenMissing {

    /** The dimension is left out, and the others count as much more. */
    record ExcludeAndRescale() implements WhenMissing {}

    /** The dimension has these points, and the explanation says why. */
    record Points(BigDecimal points) implements WhenMissing {}

    /** The customer has no tier in this scheme. */
    record NoTier() implements WhenMissing {}
}
