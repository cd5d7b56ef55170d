package io.pondcrm.customer.privacy.domain;

/**
 * Why data has to be erased: GDPR, article 17(1), in its order. PIPL, article 47, knows the same.
 */
public enum LawfulGround {
    NO_LONGER_NEEDED,
    CONSENT_WITHDRAWN,
    OBJECTED,
    UNLAWFUL,
    LEGAL_OBLIGATION,
    CHILD
}
