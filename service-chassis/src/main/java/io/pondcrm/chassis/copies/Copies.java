package io.pondcrm.chassis.copies;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one feature copied of what customer-service says. A bean of this type is enough: the service
 * then tells it to who compares.
 */
public interface Copies {

    /**
     * Since when things with a date are compared: what happened before may have been forgotten on
     * one side, as no retention of less than three years is allowed. The same for a whole month.
     */
    static Instant comparedSince(Instant now) {
        return YearMonth.from(now.atOffset(ZoneOffset.UTC))
                .minusMonths(35)
                .atDay(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC);
    }

    /** The names of what is copied, as customer-service calls it. */
    Set<String> fields();

    /**
     * Of whom there is a copy, in the order of their ids.
     *
     * @param after all ids are above this one; null for no bound
     * @param until no id is above this one; null for no bound
     * @param most how many at most; fewer only where there are no more
     */
    List<String> idsBetween(@Nullable String after, @Nullable String until, int most);

    /** The copies of these, as far as there are any; in any order. */
    List<Copy> of(Collection<String> ids);
}
