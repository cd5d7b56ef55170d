package io.pondcrm.customer.privacy;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param services who has to answer before a person counts as erased
 * @param silence how long a service may be silent before a request counts as incomplete
 */
@ConfigurationProperties("pond.privacy")
record PrivacySettings(
        @DefaultValue List<String> services, @DefaultValue("PT10M") Duration silence) {}
