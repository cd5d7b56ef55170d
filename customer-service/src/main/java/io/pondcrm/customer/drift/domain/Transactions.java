package io.pondcrm.customer.drift.domain;

import java.util.Collection;
import java.util.Set;

/** Which transactions there are. */
public interface Transactions {

    /** Those of these ids that name one. */
    Set<String> knownAmong(Collection<String> ids);
}
