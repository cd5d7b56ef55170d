package io.pondcrm.segmentation.tier.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/** Every way a customer's tier can move, with the value that decided. */
public sealed interface TierChange {

    /** When it happened: the moment of the cause, not of its discovery. */
    Instant at();

    /** Net spend in the window, or points, at that moment. */
    BigDecimal spend();

    /** The customer's first tier. */
    record Entered(String to, Instant at, BigDecimal spend) implements TierChange {}

    /** Spend reached a higher tier's threshold; takes effect at once and begins a new period. */
    record Raised(String from, String to, Instant at, BigDecimal spend) implements TierChange {}

    /** The period ended and spend keeps the tier; a new period begins. */
    record Renewed(String tier, Instant at, BigDecimal spend) implements TierChange {}

    /** The period ended and spend is too small: the tier stays for the grace, and then falls. */
    record LoweringScheduled(
            String tier, String expectedTier, LocalDate effectiveOn, Instant at, BigDecimal spend)
            implements TierChange {}

    /** The grace ended and spend was still too small. */
    record Lowered(String from, String to, Instant at, BigDecimal spend) implements TierChange {}

    /** Something that the rules can't do without is no longer known: no tier at all. */
    record Left(String from, Instant at, BigDecimal spend) implements TierChange {}
}
