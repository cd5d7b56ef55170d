package io.pondcrm.engagement.identity.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who a customer is.
 *
 * @param customer under which id they are asked about
 * @param merges all that lead from this id to others, in both directions, undone or not
 */
public record Identity(CustomerId customer, List<Merge> merges) {

    /**
     * Two customers who are one, or were.
     *
     * @param id names the merge; one that was undone never comes back under it
     */
    public record Merge(String id, CustomerId survivor, CustomerId merged, boolean isUndone) {}

    public Identity {
        merges = List.copyOf(merges);
    }

    /** The id that counts: the customer's own, unless merged into another. */
    public CustomerId survivor() {
        return survivorOf(customer);
    }

    private CustomerId survivorOf(CustomerId start) {
        var passed = new LinkedHashSet<CustomerId>();
        var at = start;
        for (var next = Optional.of(at); next.isPresent() && passed.add(next.get()); ) {
            at = next.get();
            next = into(at);
        }
        return at;
    }

    /** Of several, while news of an end is late, the latest: ids of merges grow with time. */
    private Optional<CustomerId> into(CustomerId merged) {
        return merges.stream()
                .filter(it -> !it.isUndone() && it.merged().equals(merged))
                .max(Comparator.comparing(Merge::id))
                .map(Merge::survivor);
    }

    /** All ids that are this one customer's now. */
    public List<CustomerId> ids() {
        var survivor = survivor();
        return everIds().stream().filter(it -> survivorOf(it).equals(survivor)).toList();
    }

    /** The ids of all with whom the customer is one or ever was. */
    public Set<CustomerId> everIds() {
        var ids = new TreeSet<>(Comparator.comparing(CustomerId::value));
        ids.add(customer);
        for (var merge : merges) {
            ids.add(merge.survivor());
            ids.add(merge.merged());
        }
        return ids;
    }
}
