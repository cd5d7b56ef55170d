package io.pondcrm.feedback.merge.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Customers who turned out to be one, and who no longer do. What is kept of a customer stays under
 * the id it came with, and is read under all ids of the survivor: so nothing is moved by a merge,
 * and nothing can be lost at its end.
 */
public interface Merges {

    /** Where the merges lead that stand now, for these customers. */
    MergeLinks linksOf(Collection<CustomerId> customers);

    /** All ids of who the customer is now, the survivor's first. */
    default List<CustomerId> selvesOf(CustomerId customer) {
        return linksOf(List.of(customer)).selvesOf(customer);
    }

    /** The same for what a caller asks for; a text that is no id stays alone. */
    default List<String> selvesOf(String asked) {
        return CustomerId.find(asked)
                .map(it -> selvesOf(it).stream().map(CustomerId::value).toList())
                .orElseGet(() -> List.of(asked));
    }

    /** Takes in that a merge was made; changes nothing if it has ended. Safe to repeat. */
    void begin(Merge merge);

    /** Takes in that a merge has ended, also if it was not heard of before. Safe to repeat. */
    void end(Merge merge);

    /**
     * Puts right into whom a customer is merged, whatever was heard before.
     *
     * @param standing null if they are part of nobody
     */
    void restate(CustomerId customer, @Nullable Merge standing);
}
