package io.pondcrm.segmentation.segment.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All customers as predicates see them now. */
public interface SegmentSubjects {

    Optional<SegmentSubject> find(CustomerId customer);

    /**
     * Walks over all customers in the order of their ids.
     *
     * @param after the last customer of the page before; null for the first page
     * @param limit how many at most; none come back only at the end
     */
    List<SegmentSubject> listAfter(@Nullable CustomerId after, int limit);
}
