package io.pondcrm.segmentation.segment.domain;

import io.pondcrm.kernel.filter.Filter;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What other features concluded of a customer at a moment, as predicates see it. */
@FunctionalInterface
public interface Conclusions {

    /** What a field holds; null where nothing was concluded. */
    @Nullable Object find(String field);

    /**
     * When a comparison with a field may turn out differently although nothing is heard of the
     * customer. Until just before it does not.
     *
     * @return empty where it can't, and of conclusions that are reviewed whether a predicate asks
     *     for them or not
     */
    default Optional<Instant> nextTurn(String field, Filter.Comparison comparison) {
        return Optional.empty();
    }
}
