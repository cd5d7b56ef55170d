package io.pondcrm.churn.standing;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param refresh how long definitions are kept in memory
 * @param reviewInterval how often it is looked whose score changes with time
 * @param settle how long nothing new must be heard of a customer before a warning is raised
 */
@ConfigurationProperties("pond.churn")
record StandingSettings(
        @DefaultValue("PT0.5S") Duration refresh,
        @DefaultValue("PT1S") Duration reviewInterval,
        @DefaultValue("PT3S") Duration settle) {}
