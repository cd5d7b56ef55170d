package io.pondcrm.chassis.inbox;

import java.util.Collection;
import java.util.Set;

/**
 * Whose events no handler gets any more, however often they come. Only contracts that say {@code
 * outlivesErasure} are handed on all the same.
 */
@FunctionalInterface
public interface Forgotten {

    /** Which of these keys; asked for each batch, so it has to be fast. */
    Set<String> among(Collection<String> keys);
}
