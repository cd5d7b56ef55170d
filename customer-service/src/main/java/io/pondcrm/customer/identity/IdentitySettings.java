package io.pondcrm.customer.identity;

import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param priorProbability the share of pairs of customers who share a key and are one person
 * @param matchProbability how sure a match has to be
 * @param possibleProbability how sure what a person shall look at has to be
 */
@ConfigurationProperties("pond.identity")
record IdentitySettings(
        @DefaultValue("0.0001") BigDecimal priorProbability,
        @DefaultValue("0.99") BigDecimal matchProbability,
        @DefaultValue("0.5") BigDecimal possibleProbability) {}
