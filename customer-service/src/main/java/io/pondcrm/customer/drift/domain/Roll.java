package io.pondcrm.customer.drift.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is known, also those who are part of others by a merge. */
public interface Roll {

    /** The next customers in the order of their ids; fewer than asked for only at the end. */
    List<CustomerId> after(@Nullable CustomerId last, int most);

    /** Those of these who are known. */
    Map<CustomerId, Person> of(Collection<CustomerId> customers);

    /**
     * @param survivor who the customer is part of since a merge; null if of nobody
     * @param absorbed who is part of this customer, directly or not
     */
    record Person(CustomerId id, @Nullable CustomerId survivor, List<CustomerId> absorbed) {

        public Person {
            absorbed = List.copyOf(absorbed);
        }
    }

    /** By which merge customers are part of others. */
    interface Merges {

        /** The merge that stands; empty where there is none. */
        Optional<String> findStanding(CustomerId merged);
    }
}
