package io.pondcrm.chassis.audit;

import java.util.Collection;

/**
 * Takes down what was refused without an answer that says so: a row that was left out of a list, or
 * work that nobody waits for. What is answered with 403 is taken down anyway.
 */
@FunctionalInterface
public interface RefusalNotes {

    /**
     * @param action what was to be done, in the place of an operation's {@code operationId}
     * @param resource a path that leads to why it was refused
     * @param system the partner system that was refused
     * @param customers whom it concerned; more than 1,000 make several entries
     * @throws org.springframework.dao.DataAccessException if the store is away
     */
    void refused(String action, String resource, String system, Collection<String> customers);
}
