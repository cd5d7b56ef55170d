package io.pondcrm.customer.transaction.domain;

import java.util.List;

/** Every way an attempt to record a transaction can end. */
public sealed interface Recording {

    /** It is stored, and announced. */
    record Recorded(Transaction transaction) implements Recording {}

    /** It was recorded before, with the same content; nothing was stored. */
    record Duplicate(Transaction transaction) implements Recording {}

    /**
     * Another transaction was recorded under this number; nothing was stored.
     *
     * @param transaction the one that is stored
     * @param differing names of the fields in which the two differ, sorted
     */
    record Conflicting(Transaction transaction, List<String> differing) implements Recording {

        public Conflicting {
            differing = List.copyOf(differing);
        }
    }

    /** Nobody is known by this reference. */
    record UnknownCustomer(CustomerReference reference) implements Recording {}

    /** It makes no sense as it was sent. */
    record Refused(List<Flaw> flaws) implements Recording {

        public Refused {
            flaws = List.copyOf(flaws);
        }
    }
}
