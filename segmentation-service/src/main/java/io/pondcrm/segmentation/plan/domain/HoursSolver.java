package io.pondcrm.segmentation.plan.domain;

import java.util.List;

/** Solves linear programs. */
@FunctionalInterface
public interface HoursSolver {

    /**
     * The most worth that can be had.
     *
     * @param program one that can be kept
     * @return whole amounts, one a route
     * @throws IllegalStateException if no such amounts are found
     */
    List<Long> maximize(HoursProgram program);
}
