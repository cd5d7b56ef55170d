package io.pondcrm.chassis.retention;

import java.time.Instant;

/**
 * How a feature throws away one kind of data that it keeps for a time only, where a rule's dated
 * collections can't say it. A bean of this type is enough; a {@link RetentionRule} with a limit
 * names the same kind.
 */
public interface Retained {

    /** As the rule names it. */
    String kind();

    /**
     * Deletes what is older, keys and parts first. Safe to repeat, and to be called by several at
     * once.
     *
     * @param before what came later stays
     * @param most how many things at most
     * @return how many were deleted; fewer than {@code most} if nothing older is left
     */
    int forget(Instant before, int most);
}
