package io.pondcrm.customer.drift;

/** How far a difference is. */
enum DriftState {
    /** Seen once: it may be news on its way. */
    SUSPECTED,
    /** Seen again after all news had arrived. */
    FOUND,
    /** Seen, and each time something else had changed meanwhile. */
    UNSETTLED,
    /** The truth was told once more. */
    RESTATED,
    /** The copy is as it should be. */
    HEALED
}
