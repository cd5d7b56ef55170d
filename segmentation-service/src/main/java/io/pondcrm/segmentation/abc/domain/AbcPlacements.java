package io.pondcrm.segmentation.abc.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Each customer's place in the latest classification. */
public interface AbcPlacements {

    /**
     * Gives customers their place and announces where the class is another one.
     *
     * @param turn which classification decides, and since when
     * @param customers whose place it is about
     * @param places the place of those who have one; the others have none from then on
     */
    void place(Turn turn, List<CustomerId> customers, Map<CustomerId, AbcPlacement> places);

    /**
     * A classification begins to decide, or ends to without another one behind it.
     *
     * @param classification its id
     */
    record Turn(String classification, Instant since) {}
}
