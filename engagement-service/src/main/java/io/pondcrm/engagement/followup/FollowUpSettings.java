package io.pondcrm.engagement.followup;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param dueWithin until when a follow-up of a churn warning should be done, from when it was
 *     raised
 */
@ConfigurationProperties("pond.follow-ups")
record FollowUpSettings(@DefaultValue("P3D") Duration dueWithin) {}
