package io.pondcrm.customer.identity.domain;

/** Where a merge stands. */
public enum MergeState {
    /** It has begun, and will be brought to its end. */
    MERGING,
    MERGED,
    /** Its end has begun, and will be brought to completion. */
    UNMERGING,
    UNMERGED
}
