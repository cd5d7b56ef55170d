package io.pondcrm.customer.profile.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.List;

/**
 * A customer that a partner system knows.
 *
 * @param customer whoever it was merged into since
 * @param keys the partner's names for it
 * @param place where to go on behind it
 */
public record KnownCustomer(CustomerId customer, List<String> keys, String place) {

    public KnownCustomer {
        keys = List.copyOf(keys);
    }
}
