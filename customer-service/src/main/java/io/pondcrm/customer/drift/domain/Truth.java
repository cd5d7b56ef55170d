package io.pondcrm.customer.drift.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one feature says of customers to others, and can say again. */
public interface Truth {

    /** Under which name its version is told. */
    String source();

    /** The names of what it says. */
    Set<String> fields();

    /** What it says of these now; left out is of whom it says nothing. */
    Map<CustomerId, Told> told(Collection<Roll.Person> people);

    /**
     * Says it once more, with a version above all that anybody has heard.
     *
     * @param merge by which the customer is part of another; null if of nobody
     * @param above the highest version that a copy has
     * @param items the ids of those things that are to be said again; null for all
     */
    void restate(
            Roll.Person person, @Nullable String merge, long above, @Nullable Set<String> items);
}
