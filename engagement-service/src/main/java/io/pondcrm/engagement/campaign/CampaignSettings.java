package io.pondcrm.engagement.campaign;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param launchWatch how often it is looked whether a launch has failed
 */
@ConfigurationProperties("pond.campaigns")
record CampaignSettings(@DefaultValue("PT1S") Duration launchWatch) {}
