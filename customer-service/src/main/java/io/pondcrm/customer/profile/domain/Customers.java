package io.pondcrm.customer.profile.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All customers. */
public interface Customers {

    /** Empty also for one who was merged into another. */
    Optional<Customer> find(CustomerId id);

    /** The customer of this name, also if it was the name of one who was merged into them. */
    Optional<Customer> find(ExternalId externalId);

    /** Who a customer is since a merge; empty for one who was not merged, or is not known. */
    Optional<CustomerId> survivorOf(CustomerId merged);

    /**
     * All ids under which things of a customer are kept: its own one first, then those of customers
     * who were merged into it.
     */
    List<CustomerId> selvesOf(CustomerId id);

    /** {@link #selvesOf} as they are stored. */
    default List<String> selfIdsOf(CustomerId id) {
        return selvesOf(id).stream().map(CustomerId::value).toList();
    }

    /**
     * Which of these customers exist, those included who were merged into others: what is said of
     * them is kept under their own names, and read with the others'. One round trip.
     *
     * @param knownTo only those that have an external id in this partner system; null for all
     */
    Set<CustomerId> existing(Collection<CustomerId> ids, @Nullable String knownTo);

    /** Which of these customers exist. One round trip. */
    default Set<CustomerId> existing(Collection<CustomerId> ids) {
        return existing(ids, null);
    }

    /**
     * The customers whom these names mean, whoever they were merged into since; names that mean
     * nobody are absent. One round trip, and more for those who were merged.
     */
    Map<ExternalId, Customer> findAll(Collection<ExternalId> externalIds);

    /**
     * Goes through all customers that a partner system knows, the oldest first.
     *
     * @param after the place of the one to go on behind; null at the beginning
     * @param most how many at most
     * @return empty if there are no more
     */
    List<KnownCustomer> knownTo(String system, @Nullable String after, int most);

    /**
     * The partner systems that know these customers, by customer; absent are those who do not
     * exist. One round trip.
     */
    Map<CustomerId, Set<String>> systemsOf(Collection<CustomerId> ids);

    /**
     * Where these customers are; of one who was merged, where who they are now is. Absent are those
     * who do not exist. One round trip, and more for those who were merged.
     */
    Map<CustomerId, Residence> residencesOf(Collection<CustomerId> ids);

    /**
     * Whether there is such a customer, who was not merged into another.
     *
     * @param knownTo counts only if the customer has an external id in this partner system; null
     *     for any
     */
    boolean exists(CustomerId id, @Nullable String knownTo);

    /**
     * Who was meant by these names, whoever they were merged into since; names that mean nobody are
     * absent. One round trip.
     */
    Map<ExternalId, CustomerId> idsOf(Collection<ExternalId> externalIds);

    /**
     * Customers that share at least one key by which doubles are found. One round trip by an index,
     * never a scan.
     *
     * @param matchKeys as {@link MatchKeys} makes them; none finds nobody
     * @param knownTo only those that have an external id in this partner system; null for all
     * @param most how many at most, in no order
     */
    List<Customer> sharing(Collection<String> matchKeys, @Nullable String knownTo, int most);

    /** Stores a new customer with the event that announces it. */
    Registration register(Customer customer);

    /**
     * Decides on the customer as stored now, and stores the change, if there is one, with the event
     * that announces it.
     *
     * @param decision must be free of side effects: it runs again when another writer got in first
     */
    Revision change(CustomerId id, Function<Customer, Revision> decision);

    /**
     * Makes sure that customers exist and have these values, in a handful of round trips however
     * many there are. Rows are taken in order: two rows of one customer are applied one after the
     * other. What a row does not mention stays as it is. Safe to repeat: the second time every row
     * is {@link Upserted.Unchanged}.
     *
     * @param rows at most 1,000 are sensible; there is no limit
     * @param source who says so, for the fields' provenance, for example {@code import:shop}
     * @param batch names these rows for ever, so that an import counts exactly: when the same batch
     *     comes again after a crash, a row that this batch applied then is {@link Upserted.Created}
     *     or {@link Upserted.Updated} again, not unchanged, and nothing is stored or announced
     *     twice. Each customer remembers its last batch and how many of that batch's rows changed
     *     it; those come first. Null where nobody counts
     * @return one outcome for each row, in the same order
     */
    List<Upserted> upsertAll(List<CustomerUpsert> rows, String source, @Nullable String batch);

    /** The same, for rows that nobody counts. */
    default List<Upserted> upsertAll(List<CustomerUpsert> rows, String source) {
        return upsertAll(rows, source, null);
    }
}
