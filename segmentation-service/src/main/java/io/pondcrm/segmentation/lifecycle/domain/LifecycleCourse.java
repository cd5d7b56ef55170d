package io.pondcrm.segmentation.lifecycle.domain;

import io.pondcrm.segmentation.score.domain.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stages a customer passed up to a moment.
 *
 * @param phases oldest first; the last is the stage at {@code asOf}
 * @param evidence what the stage at {@code asOf} rests on
 * @param reviewAt when the stage may change although nothing is heard; null if it can't
 */
public record LifecycleCourse(
        Instant asOf, List<Phase> phases, Evidence evidence, @Nullable Instant reviewAt) {

    public LifecycleCourse {
        phases = List.copyOf(phases);
    }

    /**
     * What was bought by then.
     *
     * @param sales in all
     * @param recentSales of the rules' window
     * @param firstSaleAt null without any, as the next
     */
    public record Evidence(
            int sales,
            int recentSales,
            @Nullable Instant firstSaleAt,
            @Nullable Instant lastSaleAt) {}

    /** The phase at {@code asOf}. */
    public Phase current() {
        return phases.getLast();
    }

    /**
     * A time in one stage.
     *
     * @param enteredAt the moment of the cause, not of its discovery
     */
    public record Phase(Stage stage, Instant enteredAt, List<Reason> reasons) {

        public Phase {
            reasons = List.copyOf(reasons);
        }
    }
}
