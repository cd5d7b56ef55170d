package io.pondcrm.feedback.cases;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param watchInterval how often it is looked whose promise is over
 */
@ConfigurationProperties("pond.feedback")
record CaseSettings(@DefaultValue("PT0.5S") Duration watchInterval) {}
