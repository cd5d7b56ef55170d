package io.pondcrm.customer.organization.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.List;

/** All affiliations. */
public interface Affiliations {

    /** One organization's; empty of version 0 if nobody said anything. */
    Affiliation get(CustomerId organization);

    /** Those that are there of these organizations. */
    List<Affiliation> listOf(Collection<CustomerId> organizations);

    /** Those who ever were a part of one of these. */
    List<Affiliation> everPartOf(Collection<CustomerId> parents);

    /** Stores one in place of the version before it; false if another took that place. */
    boolean put(Affiliation next);
}
