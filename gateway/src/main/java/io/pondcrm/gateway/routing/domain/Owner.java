package io.pondcrm.gateway.routing.domain;

import java.util.Set;

/**
 * What one service owns. To add a service, add one of these to {@link RouteTable#POND}.
 *
 * @param service its name; its address is the setting {@code pond.services.<name>.url}
 * @param collections first segments of its paths
 * @param aspects its sub-resources of a customer: {@code /customers/{id}/<aspect>}
 * @param imports which of its collections take whole files by POST
 */
public record Owner(
        String service, Set<String> collections, Set<String> aspects, Set<String> imports) {

    public Owner {
        collections = Set.copyOf(collections);
        aspects = Set.copyOf(aspects);
        imports = Set.copyOf(imports);
        if (!collections.containsAll(imports)) {
            throw new IllegalArgumentException(service + " imports what it does not own");
        }
    }

    /** How the ids of its jobs begin, so that {@code /jobs/{id}} finds its way. */
    public String jobPrefix() {
        return service + "job_";
    }
}
