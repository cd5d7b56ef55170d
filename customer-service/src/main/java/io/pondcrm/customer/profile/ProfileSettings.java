package io.pondcrm.customer.profile;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param phoneRegion ISO 3166-1: where a phone number without country code is at home
 * @param zone where the company is: decides which day it is, for ages and birth dates
 * @param confidence by source or kind of source, from 0 to 1, how far its word is trusted
 */
@ConfigurationProperties("pond.profile")
record ProfileSettings(
        @DefaultValue("CN") String phoneRegion,
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @DefaultValue Map<String, BigDecimal> confidence) {

    private static final BigDecimal UNKNOWN_SOURCE = new BigDecimal("0.5");

    public ProfileSettings {
        confidence = Map.copyOf(confidence);
    }

    /**
     * How far we trust what a source says: what the setting says of the whole source, such as
     * {@code intake:fair}, else of its kind, {@code intake}, else one half.
     */
    BigDecimal confidenceIn(String source) {
        var kind = source.substring(0, Math.max(source.indexOf(':'), 0));
        return confidence.getOrDefault(source, confidence.getOrDefault(kind, UNKNOWN_SOURCE));
    }
}
