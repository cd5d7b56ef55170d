package io.pondcrm.segmentation.segment;

import io.pondcrm.chassis.jobs.Sweeper;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Forgets who entered and left segments, and who was in them, when that was kept long enough. */
@Component
class SegmentHistorySweeper extends Sweeper {

    private final MongoSegmentChanges changes;
    private final MongoSnapshots snapshots;
    private final Clock clock;
    private final SegmentSettings settings;

    SegmentHistorySweeper(
            MongoSegmentChanges changes,
            MongoSnapshots snapshots,
            Clock clock,
            SegmentSettings settings) {
        super("segment-history-sweeper", settings.sweepInterval());
        this.changes = changes;
        this.snapshots = snapshots;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    protected boolean sweep() {
        var now = clock.instant();
        changes.removeBefore(now.minus(settings.changesKept()));
        return snapshots.removeOneBefore(now.minus(settings.snapshotsKept()));
    }
}
