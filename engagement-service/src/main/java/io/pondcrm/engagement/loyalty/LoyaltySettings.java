package io.pondcrm.engagement.loyalty;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param interval how often it is looked which points became active or expired
 */
@ConfigurationProperties("pond.loyalty")
record LoyaltySettings(@DefaultValue("PT60S") Duration interval) {}
