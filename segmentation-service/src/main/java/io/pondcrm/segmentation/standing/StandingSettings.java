package io.pondcrm.segmentation.standing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param currency what spend in predicates is counted in, ISO 4217
 * @param refresh how long definitions are kept in memory
 * @param reviewInterval how often it is looked whose review is due
 * @param memoryInterval how often the copy of all customers in memory follows the store, beyond
 *     each use
 * @param customersInMemory how many customers may be kept in memory; what two fifths of the heap
 *     are enough for where nothing is said, 0 for none
 */
@ConfigurationProperties("pond.segmentation")
record StandingSettings(
        @DefaultValue("CNY") String currency,
        @DefaultValue("PT0.5S") Duration refresh,
        @DefaultValue("PT1S") Duration reviewInterval,
        @DefaultValue("PT10S") Duration memoryInterval,
        @Nullable Long customersInMemory) {}
