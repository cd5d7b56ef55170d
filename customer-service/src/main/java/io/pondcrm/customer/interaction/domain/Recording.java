package io.pondcrm.customer.interaction.domain;

import java.util.List;

/** Every way an attempt to record an interaction can end. */
public sealed interface Recording {

    /** It is stored, and announced if it is known who it was. */
    record Recorded(Interaction interaction) implements Recording {}

    /** It was recorded before, with the same content; nothing was stored. */
    record Duplicate(Interaction interaction) implements Recording {}

    /**
     * Another interaction was recorded under this number; nothing was stored.
     *
     * @param interaction the one that is stored
     * @param differing names of the fields in which the two differ, sorted
     */
    record Conflicting(Interaction interaction, List<String> differing) implements Recording {

        public Conflicting {
            differing = List.copyOf(differing);
        }
    }

    /** No customer is known by this name. */
    record UnknownCustomer(Actor actor) implements Recording {}

    /** It makes no sense as it was sent. */
    record Refused(List<Flaw> flaws) implements Recording {

        public Refused {
            flaws = List.copyOf(flaws);
        }
    }
}
