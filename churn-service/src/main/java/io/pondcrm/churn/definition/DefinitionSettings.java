package io.pondcrm.churn.definition;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param zone where the company is: decides which day it is
 * @param currency what the expected loss is counted in, ISO 4217
 */
@ConfigurationProperties("pond.churn")
record DefinitionSettings(
        @DefaultValue("Asia/Shanghai") ZoneId zone, @DefaultValue("CNY") String currency) {}
