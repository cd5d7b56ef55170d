package io.pondcrm.segmentation.insight;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param readingTime how long one question may read customers; what was not reached is said
 */
@ConfigurationProperties("pond.insight")
record InsightSettings(@DefaultValue("PT10S") Duration readingTime) {}
