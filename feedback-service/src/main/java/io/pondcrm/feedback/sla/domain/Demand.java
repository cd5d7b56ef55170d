package io.pondcrm.feedback.sla.domain;

import java.util.Set;

/**
 * What policies look at to see whether they apply.
 *
 * @param tiers the customer's, as policies name them; empty if none is known
 */
public record Demand(CaseType type, Priority priority, Set<String> tiers) {

    public Demand {
        tiers = Set.copyOf(tiers);
    }
}
