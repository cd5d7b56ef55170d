package io.pondcrm.customer.retention.domain;

import java.time.Instant;

/** One kind of data that a feature keeps for a time only. A bean of this type is enough. */
public interface Retained {

    /** No two beans have the same. */
    DataKind kind();

    /**
     * Deletes what is older, oldest first. Safe to repeat, and to be called by several at once.
     *
     * @param before what came later stays
     * @param most how many things at most
     * @return how many were deleted; fewer than {@code most} if nothing older is left
     */
    int forget(Instant before, int most);
}
