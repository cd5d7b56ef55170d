package io.pondcrm.segmentation.benefit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param sweepInterval how often it is looked which grants begin or end
 */
@ConfigurationProperties("pond.benefits")
record BenefitSettings(@DefaultValue("PT1S") Duration sweepInterval) {}
