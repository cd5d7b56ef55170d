package io.pondcrm.segmentation.segment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param changesKept how long it is known who entered and left
 * @param snapshotsKept how long snapshots are there
 * @param sweepInterval how often it is looked for what was kept long enough
 */
@ConfigurationProperties("pond.segments")
record SegmentSettings(
        @DefaultValue("P400D") Duration changesKept,
        @DefaultValue("P400D") Duration snapshotsKept,
        @DefaultValue("PT10M") Duration sweepInterval) {}
