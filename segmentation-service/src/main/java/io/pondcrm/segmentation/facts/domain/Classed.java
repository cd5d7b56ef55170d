package io.pondcrm.segmentation.facts.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The class that a classification of all customers gave one of them. Other than scores it does not
 * follow from what is known of the customer alone, so it is known beside it.
 *
 * @param classification by its id
 * @param group the class; null where the classification has none for the customer
 * @param share the customer's part of the whole, 0 to 1; null without a class
 * @param since when the classification began to decide
 */
public record Classed(
        String classification, @Nullable String group, @Nullable BigDecimal share, Instant since) {

    public Classed {
        since = since.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The same, sharing what other customers have too. */
    Classed interned(Interner interner) {
        return new Classed(
                interner.intern(classification),
                group == null ? null : interner.intern(group),
                share,
                interner.intern(since));
    }
}
