package io.pondcrm.engagement.care;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param interval how often it is looked whose birthday it is
 */
@ConfigurationProperties("pond.care")
record CareSettings(@DefaultValue("PT60S") Duration interval) {}
