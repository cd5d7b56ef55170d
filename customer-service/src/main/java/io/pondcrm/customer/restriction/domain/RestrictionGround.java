package io.pondcrm.customer.restriction.domain;

/** Why data are kept and not used: the letters of GDPR Art. 18(1). */
public enum RestrictionGround {
    /** The person says that the data are wrong; until that is checked. */
    ACCURACY_CONTESTED,
    /** The use is unlawful, and the person wants no erasure. */
    UNLAWFUL_USE,
    /** The company needs the data no more, the person does, for a legal claim. */
    LEGAL_CLAIM,
    /** The person objected; until it is clear whose interest weighs more. */
    OBJECTION_PENDING
}
