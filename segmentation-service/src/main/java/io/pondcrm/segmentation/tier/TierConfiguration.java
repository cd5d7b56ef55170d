package io.pondcrm.segmentation.tier;

import io.pondcrm.segmentation.tier.domain.TierScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TierConfiguration {

    /** The published scheme that every customer is in. */
    @Bean
    TierScheme retailMembership() {
        return TierScheme.RETAIL_MEMBERSHIP;
    }
}
