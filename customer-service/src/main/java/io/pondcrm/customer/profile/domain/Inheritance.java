package io.pondcrm.customer.profile.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What came to a customer with others who were merged into it. It is kept apart from what is the
 * customer's own, so that it can be given back.
 *
 * @param customers who was merged into it, in order, each followed by whom that one had inherited
 * @param externalIds those customers' names in partner systems; there may be several of one system
 */
public record Inheritance(List<CustomerId> customers, SortedSet<ExternalId> externalIds) {

    /** Of somebody into whom nobody was merged. */
    public static final Inheritance NONE = new Inheritance(List.of(), new TreeSet<>());

    public Inheritance {
        customers = List.copyOf(customers);
        externalIds = Collections.unmodifiableSortedSet(new TreeSet<>(externalIds));
    }

    /** The same with one customer more, and what that one had inherited. */
    Inheritance plus(Customer merged) {
        var all = new ArrayList<>(customers);
        all.addAll(whole(merged));
        var names = new TreeSet<>(externalIds);
        names.addAll(merged.allExternalIds());
        return new Inheritance(all, names);
    }

    /** The same without the customer who came last. */
    Inheritance minus(Customer merged) {
        var names = new TreeSet<>(externalIds);
        names.removeAll(merged.allExternalIds());
        return new Inheritance(
                customers.subList(0, customers.size() - whole(merged).size()), names);
    }

    /** Whether a customer is the one who came last. */
    boolean endsWith(Customer merged) {
        var last = whole(merged);
        return customers.size() >= last.size()
                && customers.subList(customers.size() - last.size(), customers.size()).equals(last);
    }

    private static List<CustomerId> whole(Customer merged) {
        var whole = new ArrayList<CustomerId>();
        whole.add(merged.id());
        whole.addAll(merged.inheritance().customers());
        return whole;
    }
}
