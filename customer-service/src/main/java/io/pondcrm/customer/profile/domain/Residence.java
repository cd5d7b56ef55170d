package io.pondcrm.customer.profile.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a customer is, and under which ids.
 *
 * @param region of the profile, ISO 3166; null where none is known
 * @param selves all ids under which things of them are kept, see {@link Customers#selvesOf}
 */
public record Residence(@Nullable String region, List<CustomerId> selves) {

    public Residence {
        selves = List.copyOf(selves);
    }
}
