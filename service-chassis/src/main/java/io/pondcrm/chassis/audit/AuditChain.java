package io.pondcrm.chassis.audit;

import java.util.Optional;

/** This service's chain of audit entries, for those who look whether it is still whole. */
@FunctionalInterface
public interface AuditChain {

    /**
     * Looks at the whole chain.
     *
     * @return what is wrong with the first entry that is not as it was written, for example {@code
     *     CHANGED 4711}; empty if all are
     */
    Optional<String> findFlaw();
}
