package io.pondcrm.engagement.audience.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is in which segment, as far as we have heard. */
public interface SegmentMembers {

    /**
     * What was heard about one customer and one segment.
     *
     * @param sequence higher for later words about this customer
     */
    record Word(String segment, CustomerId customer, long sequence, boolean isMember) {}

    /** Takes down what was heard; older words than those known change nothing. */
    void learn(List<Word> words);

    /** Members in the order of their ids, from after one on; empty at the end. */
    List<CustomerId> listAfter(String segment, @Nullable CustomerId after, int limit);
}
