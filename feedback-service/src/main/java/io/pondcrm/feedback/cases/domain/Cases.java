package io.pondcrm.feedback.cases.domain;

import io.pondcrm.feedback.sla.domain.CaseType;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All cases. */
public interface Cases {

    Optional<Case> find(String id);

    /**
     * Stores a new case with what announces it.
     *
     * @return the case as it is now: another one's if it was stored before
     */
    Case open(CaseChange.Done opened);

    /**
     * Stores what is decided; empty if there is no such case.
     *
     * @param decision must be free of side effects: it runs again when another writer got in first
     */
    Optional<CaseChange> change(String id, Function<Case, CaseChange> decision);

    /**
     * The newest unresolved case about the same thing of somebody whom all these ids name; empty if
     * there is none.
     */
    Optional<String> findUnresolved(
            Collection<CustomerId> customer, CaseType type, String category);

    /** Cases with a clock whose time is up and nobody wrote it down, the longest first. */
    List<String> listDue(Instant at, int limit);
}
