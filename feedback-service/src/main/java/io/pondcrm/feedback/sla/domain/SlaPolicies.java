package io.pondcrm.feedback.sla.domain;

import java.util.Optional;

/** All service-level policies. */
public interface SlaPolicies {

    /** How many there can be: each is looked at whenever a case is opened. */
    int MAX_POLICIES = 200;

    /** The one that applies; empty if none does. */
    Optional<SlaPolicy> choose(Demand demand);
}
