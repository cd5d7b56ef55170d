package io.pondcrm.segmentation.standing;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param currency what spend in predicates is counted in, ISO 4217
 * @param refresh how long definitions are kept in memory
 * @param reviewInterval how often it is looked whose review is due
 */
@ConfigurationProperties("pond.segmentation")
record StandingSettings(
        @DefaultValue("CNY") String currency,
        @DefaultValue("PT0.5S") Duration refresh,
        @DefaultValue("PT1S") Duration reviewInterval) {}
