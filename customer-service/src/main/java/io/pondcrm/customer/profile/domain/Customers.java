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

    Optional<Customer> find(CustomerId id);

    Optional<Customer> find(ExternalId externalId);

    /**
     * Which of these customers exist. One round trip.
     *
     * @param knownTo only those that have an external id in this partner system; null for all
     */
    Set<CustomerId> existing(Collection<CustomerId> ids, @Nullable String knownTo);

    /** Which of these customers exist. One round trip. */
    default Set<CustomerId> existing(Collection<CustomerId> ids) {
        return existing(ids, null);
    }

    /**
     * Whether there is such a customer.
     *
     * @param knownTo counts only if the customer has an external id in this partner system; null
     *     for any
     */
    default boolean exists(CustomerId id, @Nullable String knownTo) {
        return existing(Set.of(id), knownTo).contains(id);
    }

    /** Who is meant by these names; names that mean nobody are absent. One round trip. */
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
