package io.pondcrm.segmentation.standing;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param currency what spend in predicates is counted in, ISO 4217
 * @param refresh how long definitions are kept in memory
 * @param reviewInterval how often it is looked whose review is due
 * @param memoryInterval how often the copy of all customers in memory follows the store, beyond
 *     each use
 * @param memoryPercent how much of the heap that copy may take; where there are more customers, or
 *     with 0, there is none
 */
@ConfigurationProperties("pond.segmentation")
record StandingSettings(
        @DefaultValue("CNY") String currency,
        @DefaultValue("PT0.5S") Duration refresh,
        @DefaultValue("PT1S") Duration reviewInterval,
        @DefaultValue("PT10S") Duration memoryInterval,
        @DefaultValue("40") int memoryPercent) {}
