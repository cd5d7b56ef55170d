package io.pondcrm.customer.profile.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All customers, as merges see them: those included who were merged into others. */
public interface MergingCustomers {

    /**
     * A customer and where it stands.
     *
     * @param mergedInto who it was merged into; null if into nobody
     * @param merging the merge that it is part of at the moment; null if of none
     */
    record Standing(Customer customer, @Nullable CustomerId mergedInto, @Nullable String merging) {}

    /** What is told of a merge, to each of the two. */
    record Notice(
            String mergeId, CustomerId survivor, CustomerId merged, boolean undone, Instant at) {}

    Optional<Standing> find(CustomerId id);

    /**
     * Makes a customer part of a merge, so that it is part of no other meanwhile. Safe to repeat.
     *
     * @param mergedInto who the customer has to be merged into; null: into nobody
     * @return false if the customer is part of another merge, or merged otherwise
     */
    boolean claim(CustomerId id, String merge, @Nullable CustomerId mergedInto);

    /** Lets a customer go that is part of this merge; nothing happens if it is not. */
    void release(CustomerId id, String merge);

    /**
     * Lets a customer go who was merged into one that is erased: it is merged into nobody then, and
     * stays as it is otherwise. Safe to repeat.
     */
    void letGo(CustomerId id, CustomerId erased);

    /**
     * Stores a customer that is part of the notice's merge, with the events that tell of it.
     *
     * @param seen the customer's version as it was read
     * @param mergedInto who it is merged into from now on; null: into nobody
     * @return false if somebody else changed the customer meanwhile
     */
    boolean write(Customer customer, long seen, @Nullable CustomerId mergedInto, Notice notice);
}
