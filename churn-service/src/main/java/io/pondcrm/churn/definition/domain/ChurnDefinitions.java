package io.pondcrm.churn.definition.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All churn definitions with all their versions. */
public interface ChurnDefinitions {

    /** How many definitions there may be. */
    int MAX_DEFINITIONS = 20;

    /** How many versions one definition may have. */
    int MAX_VERSIONS = 200;

    /** Every version of every definition, by id and version. */
    List<ChurnDefinition> listAll();

    /** The versions of one definition, oldest first; empty if there is no such definition. */
    default List<ChurnDefinition> versions(String id) {
        return listAll().stream().filter(it -> it.id().equals(id)).toList();
    }

    /**
     * Keeps a definition as the next version of its id.
     *
     * @param request names the request that made it
     * @return the version as it is kept; empty if somebody else took the number meanwhile
     */
    Optional<ChurnDefinition> keep(ChurnDefinition definition, String request);

    /** The version that this request made before, if it was sent before. */
    Optional<ChurnDefinition> madeBy(String request);

    /**
     * The version that decided at a moment.
     *
     * @param versions of one definition, oldest first; at least one
     */
    static ChurnDefinition inForceAt(List<ChurnDefinition> versions, Instant moment) {
        return versions.stream()
                .filter(it -> !it.publishedAt().isAfter(moment))
                .reduce((_, later) -> later)
                .orElseGet(versions::getFirst);
    }
}
