package io.pondcrm.kernel.filter;

import org.jspecify.annotations.Nullable;

/** One thing that filters are held against. */
@FunctionalInterface
public interface Subject {

    /**
     * What a field holds.
     *
     * @return a String, any Number but a floating one, LocalDate, Instant, Boolean, a collection of
     *     Strings for a set, an enum constant as its name; null for nothing
     */
    @Nullable Object field(String name);

    /**
     * What its events come to.
     *
     * @throws IllegalArgumentException if nothing happens to things like this one
     */
    default Number aggregate(Aggregate aggregate) {
        throw new IllegalArgumentException("Has no " + aggregate.events());
    }
}
