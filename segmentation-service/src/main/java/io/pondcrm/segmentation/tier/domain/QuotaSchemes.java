package io.pondcrm.segmentation.tier.domain;

import java.util.function.IntConsumer;

/** Puts schemes with quotas in force without somebody who looks at a simulation before. */
public interface QuotaSchemes {

    /**
     * Counts everybody's points, draws the cut points of a scheme's draft by them and publishes it.
     * Nothing happens without a draft that has quotas, and while another version is in force.
     *
     * @param draw the id of the table, the same in each attempt
     * @param by the client that has it so
     * @param reached hears how many customers more were counted; may throw to stop
     */
    void publishDrawn(String scheme, String draw, String by, IntConsumer reached);
}
