package io.pondcrm.customer.identity;

import io.pondcrm.customer.identity.domain.MatchLines;
import io.pondcrm.customer.identity.domain.Matching;
import io.pondcrm.customer.profile.domain.Romanization;
import java.math.BigDecimal;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean
    Matching matching(IdentitySettings settings, Romanization romanization) {
        var jaroWinkler = new JaroWinklerSimilarity();
        return new Matching(
                MatchLines.of(
                        settings.priorProbability(),
                        settings.matchProbability(),
                        settings.possibleProbability()),
                romanization,
                (one, other) -> BigDecimal.valueOf(jaroWinkler.apply(one, other)));
    }
}
