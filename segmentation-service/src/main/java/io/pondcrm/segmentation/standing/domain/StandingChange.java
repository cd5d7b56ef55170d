package io.pondcrm.segmentation.standing.domain;

import io.pondcrm.segmentation.abc.domain.AbcPlacement;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleCourse;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import io.pondcrm.segmentation.rfm.domain.RfmPlacement;
import io.pondcrm.segmentation.rfm.domain.RfmRun;
import io.pondcrm.segmentation.score.domain.Reason;
import io.pondcrm.segmentation.segment.domain.Segment;
import io.pondcrm.segmentation.tier.domain.TierCourse;
import io.pondcrm.segmentation.tier.domain.TierRules;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every way in which a customer may stand differently than before. */
public sealed interface StandingChange {

    /** Another tier; {@code from} is null for the first. */
    record TierMoved(
            TierRules scheme, @Nullable String from, TierCourse course, List<Reason> reasons)
            implements StandingChange {

        public TierMoved {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * No tier any longer.
     *
     * @param rules what gives none now; null where the scheme is not in force any longer
     */
    record TierLeft(
            String scheme, @Nullable TierRules rules, String from, List<Reason> reasons, Instant at)
            implements StandingChange {

        public TierLeft {
            reasons = List.copyOf(reasons);
        }
    }

    /** The tier will fall when the grace ends. */
    record LoweringScheduled(TierRules scheme, TierCourse course) implements StandingChange {}

    /** Another lifecycle stage; {@code from} is null for the first. */
    record StageEntered(LifecycleScheme scheme, @Nullable Stage from, LifecycleCourse.Phase phase)
            implements StandingChange {}

    /** Other RFM scores. */
    record Rescored(RfmRun run, RfmPlacement placement, Instant at) implements StandingChange {}

    /** Another ABC class. */
    record Reclassified(AbcPlacement placement) implements StandingChange {}

    /** A segment begun to match. */
    record SegmentEntered(Segment segment, Instant at, Mover mover) implements StandingChange {}

    /** A segment no longer matches, or is gone. */
    record SegmentLeft(String segment, long segmentVersion, Instant at, Mover mover)
            implements StandingChange {}
}
