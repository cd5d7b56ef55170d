package io.pondcrm.segmentation.benefit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param announcementsKept how long it is known which tier moves were looked at: longer than the
 *     broker keeps them, so that none is announced twice
 * @param sweepInterval how often it is looked for what was kept long enough
 */
@ConfigurationProperties("pond.benefits")
record BenefitSettings(
        @DefaultValue("P30D") Duration announcementsKept,
        @DefaultValue("PT10M") Duration sweepInterval) {}
