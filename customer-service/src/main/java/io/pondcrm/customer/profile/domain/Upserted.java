package io.pondcrm.customer.profile.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.List;

/** Every way one row of a bulk change can end. */
public sealed interface Upserted {

    /** The customer was not known before. */
    record Created(CustomerId id) implements Upserted {}

    /** The row said something new about a known customer. */
    record Updated(CustomerId id) implements Upserted {}

    /** The row said nothing new. */
    record Unchanged(CustomerId id) implements Upserted {}

    /** The row cannot be stored; pointers are relative to the row's profile. */
    record Refused(List<Flaw> flaws) implements Upserted {

        public Refused {
            flaws = List.copyOf(flaws);
        }
    }
}
