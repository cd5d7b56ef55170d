package io.pondcrm.customer.profile.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Consents that some uses of data need beside all others. */
public interface SeparateConsents {

    /** Those of these customers who allow now that values of sensitive attributes are kept. */
    Set<CustomerId> toSensitiveData(Collection<CustomerId> customers);

    /**
     * Those of these customers who allow now that their data go to partners in other regions. One
     * round trip.
     *
     * @param selves by customer, all ids under which things of them are kept
     */
    Set<CustomerId> toTransfers(Map<CustomerId, List<CustomerId>> selves);
}
