package io.pondcrm.segmentation.abc.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.List;
import java.util.Map;

/** Each customer's place in the latest classification. */
public interface AbcPlacements {

    /**
     * Gives customers their place and announces where the class is another one.
     *
     * @param customers whose place it is about
     * @param places the place of those who have one; the others have none from now on
     */
    void place(List<CustomerId> customers, Map<CustomerId, AbcPlacement> places);
}
