package io.pondcrm.customer.profile;

import java.time.ZoneId;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param phoneRegion ISO 3166-1: where a phone number without country code is at home
 * @param zone where the company is: decides which day it is, for ages and birth dates
 * @param publishedAttributes attributes that hold no personal data and travel with events, so that
 *     segments can ask for them
 */
@ConfigurationProperties("pond.profile")
record ProfileSettings(
        @DefaultValue("CN") String phoneRegion,
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @DefaultValue Set<String> publishedAttributes) {}
