package io.pondcrm.segmentation.segment;

import io.pondcrm.chassis.jobs.Sweeper;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Forgets who entered and left a segment when that was kept long enough. */
@Component
class SegmentChangesSweeper extends Sweeper {

    private final MongoSegmentChanges changes;
    private final Clock clock;
    private final SegmentSettings settings;

    SegmentChangesSweeper(MongoSegmentChanges changes, Clock clock, SegmentSettings settings) {
        super("segment-changes-sweeper", settings.sweepInterval());
        this.changes = changes;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    protected boolean sweep() {
        changes.removeBefore(clock.instant().minus(settings.changesKept()));
        return false;
    }
}
