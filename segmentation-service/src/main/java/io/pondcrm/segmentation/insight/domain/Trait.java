package io.pondcrm.segmentation.insight.domain;

import io.pondcrm.kernel.Proportion;
import java.math.BigDecimal;
import java.util.Comparator;

/**
 * What a part of the customers has, in a segment and among all.
 *
 * @param name what is looked at, for example {@code region}
 * @param value what they have, for example {@code CN-SH}
 * @param members of the segment's members
 * @param base of all customers
 */
public record Trait(String name, String value, Proportion members, Proportion base) {

    /** Of these the likeliest to matter come first: they are surely more frequent, and by most. */
    static final Comparator<Trait> MOST_TELLING =
            Comparator.comparing(Trait::isOverIndexed)
                    .thenComparing(Trait::lift)
                    .thenComparing(trait -> trait.members().count())
                    .reversed()
                    .thenComparing(Trait::name)
                    .thenComparing(Trait::value);

    /** How many times as frequent it is among the members. */
    public BigDecimal lift() {
        return members.liftOver(base);
    }

    /** Whether it is more frequent among the members also by the lower limit of their share. */
    public boolean isOverIndexed() {
        return members.low().compareTo(base.share()) > 0;
    }
}
