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
     * @param version of the scheme, by which the stage was entered
     * @param enteredAt the moment of the cause, not of its discovery: a sale, a time that has
     *     passed, or the publication of a version by which the stage is another one
     * @param leftAt null while it lasts
     */
    public record Phase(
            Stage stage,
            int version,
            Instant enteredAt,
            @Nullable Instant leftAt,
            List<Reason> reasons) {

        public Phase {
            reasons = List.copyOf(reasons);
        }

        Phase left(@Nullable Instant at) {
            return new Phase(stage, version, enteredAt, at, reasons);
        }
    }
}
