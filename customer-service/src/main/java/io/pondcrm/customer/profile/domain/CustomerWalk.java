package io.pondcrm.customer.profile.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through all customers once, in parts, whatever is written meanwhile. */
public interface CustomerWalk {

    /**
     * The next customers by id, without those who were merged into others.
     *
     * @param after the last id of the part before; null for the first part
     */
    Part after(@Nullable CustomerId after, int most);

    /** About how many there are. */
    long estimatedCount();

    /**
     * @param customers those who were not erased
     * @param last where the next part begins; null if this was the last one
     */
    record Part(List<Customer> customers, @Nullable CustomerId last) {

        public Part {
            customers = List.copyOf(customers);
        }
    }
}
