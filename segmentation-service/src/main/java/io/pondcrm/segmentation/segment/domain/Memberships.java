package io.pondcrm.segmentation.segment.domain;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Facts;
import org.jspecify.annotations.Nullable;

/** Who is in which segment. */
public interface Memberships {

    /**
     * Brings the members of a new, changed or deleted segment up to date. Waits first until every
     * instance decides by its newest definition.
     *
     * @param after the last customer that was done before; null to begin at the start
     * @param reached hears the last customer of each part that is done and how many it had; may
     *     throw to stop
     */
    void renew(String segment, @Nullable CustomerId after, Facts.Reached reached);
}
