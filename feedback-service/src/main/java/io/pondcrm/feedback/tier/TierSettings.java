package io.pondcrm.feedback.tier;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param tierScheme which of segmentation-service's schemes is meant where a policy names a tier
 *     alone
 */
@ConfigurationProperties("pond.feedback")
record TierSettings(@DefaultValue("retail-membership") String tierScheme) {}
