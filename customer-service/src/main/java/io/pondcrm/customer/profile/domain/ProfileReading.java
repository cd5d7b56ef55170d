package io.pondcrm.customer.profile.domain;

import java.util.List;

/** What comes of checking a {@link ProfileInput}. */
public sealed interface ProfileReading {

    /** All of it can be stored. */
    record Accepted(ProfilePatch patch) implements ProfileReading {}

    /**
     * @param flaws every one of them, so that the sender corrects them all at once
     */
    record Refused(List<Flaw> flaws) implements ProfileReading {

        public Refused {
            flaws = List.copyOf(flaws);
        }
    }
}
