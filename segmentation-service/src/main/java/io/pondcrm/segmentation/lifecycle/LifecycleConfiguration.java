package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LifecycleConfiguration {

    /** The scheme that every customer is in. */
    @Bean
    LifecycleScheme lifecycle5(LifecycleSettings settings) {
        return LifecycleScheme.lifecycle5(
                settings.loyalPurchases(), settings.loyalWindow(), settings.lostAfter());
    }
}
