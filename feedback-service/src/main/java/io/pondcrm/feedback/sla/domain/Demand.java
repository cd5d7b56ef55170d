package io.pondcrm.feedback.sla.domain;

import io.pondcrm.feedback.entitlement.domain.Entitlement;
import java.util.List;
import java.util.Set;

/**
 * What policies look at to see whether they apply.
 *
 * @param tiers the customer's, as policies name them; empty if none is known
 * @param entitlements what the customer has now
 */
public record Demand(
        CaseType type, Priority priority, Set<String> tiers, List<Entitlement> entitlements) {

    public Demand {
        tiers = Set.copyOf(tiers);
        entitlements = List.copyOf(entitlements);
    }
}
