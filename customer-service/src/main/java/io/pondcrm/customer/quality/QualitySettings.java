package io.pondcrm.customer.quality;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param staleAfter who did not change for so long is a finding
 * @param expectedFeeds by feed, such as {@code transactions:shop}, how long after its last arrival
 *     the next one of a customer of that system is missing; none if empty
 */
@ConfigurationProperties("pond.quality")
record QualitySettings(
        @DefaultValue("P365D") Duration staleAfter,
        @DefaultValue Map<String, Duration> expectedFeeds) {

    QualitySettings {
        expectedFeeds = Map.copyOf(expectedFeeds);
    }
}
