package io.pondcrm.chassis.jobs;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param lease how long an attempt may be silent before another instance takes over
 * @param poll how often an instance looks for jobs of others
 * @param pause how long a job rests after it broke off; doubled each time
 * @param patience how long a stopping instance waits for its attempts
 */
@ConfigurationProperties("pond.jobs")
record JobSettings(
        @DefaultValue("10s") Duration lease,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("1s") Duration pause,
        @DefaultValue("10s") Duration patience) {}
