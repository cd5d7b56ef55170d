package io.pondcrm.customer.retention.domain;

/** What this service keeps. Each kind has a limit, or a reason to have none. */
public enum DataKind {
    /** What people did of whom nobody knows who they are; the clock starts when we hear of it. */
    VISITOR_INTERACTIONS,
    /** What customers did; the clock starts when we hear of it. */
    CUSTOMER_INTERACTIONS,
    /** Entries of timelines; the clock starts with their event. */
    TIMELINE,
    /** Uploaded files, what was rejected of them included; the clock starts with the upload. */
    IMPORT_FILES,
    /** Jobs; the clock starts when they end. */
    ENDED_JOBS,
    /** Kept answers of repeated requests. */
    REPEATED_ANSWERS,
    /** Customers with names and contact points. */
    PROFILES,
    /** What customers bought. */
    PURCHASES,
    /** What customers allowed, with the proof. */
    CONSENTS,
    /** What customers were told. */
    PRIVACY_NOTICES,
    /** Who saw or changed what. */
    AUDIT_TRAIL
}
