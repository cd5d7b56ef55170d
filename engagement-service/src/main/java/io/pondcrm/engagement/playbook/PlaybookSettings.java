package io.pondcrm.engagement.playbook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param forgetInterval how often it is looked which sales lie too far back to matter
 */
@ConfigurationProperties("pond.playbooks")
record PlaybookSettings(@DefaultValue("PT10M") Duration forgetInterval) {}
