package io.pondcrm.customer.profile.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Puts right what persons say is wrong in their profiles. */
public interface Corrections {

    /**
     * What a correction changes, field by field, as text: by JSON name of the field, {@code
     * attributes/<name>}, one contact point or tag a line.
     *
     * @param before empty for what was not known
     * @param after empty for what is cleared
     */
    record Correction(
            SortedMap<String, Optional<String>> before, SortedMap<String, Optional<String>> after) {

        /** Whether anything would be different. */
        public boolean changesAnything() {
            return !before.equals(after);
        }
    }

    /**
     * What would be different; nothing is changed. What can't be stored is refused as it is when a
     * customer is changed, with pointers that begin with {@code /correction}.
     *
     * @param patch a merge patch of the profile (RFC 7396)
     * @return empty if there is no such customer
     */
    Optional<Correction> check(CustomerId customer, Map<String, ?> patch);

    /**
     * Stores a correction, with the person as the source; safe to repeat.
     *
     * @param source for the fields' provenance
     * @return false if there is no such customer
     */
    boolean apply(CustomerId customer, Map<String, ?> patch, String source);
}
