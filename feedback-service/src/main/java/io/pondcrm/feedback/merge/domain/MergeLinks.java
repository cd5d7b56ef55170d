package io.pondcrm.feedback.merge.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where merges lead. A customer is merged into one other at most, and nobody into themselves: where
 * merges say otherwise, the end of the older one has not been heard of yet, and the newer one
 * counts.
 */
public final class MergeLinks {

    private final Map<CustomerId, CustomerId> survivors = new HashMap<>();

    /**
     * @param standing all that touch the customers to be asked about, or who is linked with them
     */
    public MergeLinks(Collection<Merge> standing) {
        var newestFirst =
                standing.stream().sorted(Comparator.comparing(Merge::id).reversed()).toList();
        for (var merge : newestFirst) {
            if (!survivorOf(merge.survivor()).equals(merge.merged())) {
                survivors.putIfAbsent(merge.merged(), merge.survivor());
            }
        }
    }

    /** Who the customer is now: the end of the chain, themselves if they were not merged. */
    public CustomerId survivorOf(CustomerId customer) {
        var at = customer;
        for (var next = survivors.get(at); next != null; next = survivors.get(at)) {
            at = next;
        }
        return at;
    }

    /** All ids of who the customer is now: the survivor's first, then the others in order. */
    public List<CustomerId> selvesOf(CustomerId customer) {
        var survivor = survivorOf(customer);
        var selves = new ArrayList<CustomerId>();
        selves.add(survivor);
        survivors.keySet().stream()
                .filter(it -> survivorOf(it).equals(survivor))
                .sorted(Comparator.comparing(CustomerId::value))
                .forEach(selves::add);
        return List.copyOf(selves);
    }
}
