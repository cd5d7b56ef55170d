package io.pondcrm.engagement.identity.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which customers are one, by the merges that we heard of. */
public interface Identities {

    /** Who a customer is now; themselves alone if nothing was heard of a merge. */
    Identity of(CustomerId customer);

    /** All ids of the customer whom an id names; that one alone if it can't name anybody. */
    default List<String> idsOf(String id) {
        return CustomerId.find(id)
                .map(it -> of(it).ids().stream().map(CustomerId::value).toList())
                .orElse(List.of(id));
    }

    /** Takes in that customers were merged or no longer are. Safe to repeat, in any order. */
    void follow(List<Identity.Merge> merges);

    /**
     * Puts right into whom a customer is merged, whatever was heard before.
     *
     * @param stated null if they are part of nobody
     */
    void restate(CustomerId customer, Identity.@Nullable Merge stated);
}
