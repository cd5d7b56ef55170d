package io.pondcrm.customer.profile.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.Set;

/** Consents that some uses of data need beside all others. */
@FunctionalInterface
public interface SeparateConsents {

    /** Those of these customers who allow now that values of sensitive attributes are kept. */
    Set<CustomerId> toSensitiveData(Collection<CustomerId> customers);
}
