package io.pondcrm.engagement.contact;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.pondcrm.engagement.OurToken;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

@Configuration(proxyBeanMethods = false)
class ContactConfiguration {

    /** The breakers of this service, with their meters. */
    @Bean
    CircuitBreakerRegistry circuitBreakers(MeterRegistry meters) {
        var registry = CircuitBreakerRegistry.ofDefaults();
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(meters);
        return registry;
    }

    @Bean
    ContactCardClient contactCardClient(
            ContactCardSettings settings, CircuitBreakerRegistry breakers) {
        var http =
                RestClient.builder()
                        .baseUrl(settings.url().toString())
                        .requestInterceptor(
                                OurToken.on(
                                        "customer-service",
                                        "contact-cards:read",
                                        settings.tokenUri(),
                                        settings.clientId(),
                                        settings.clientSecret()))
                        .build();
        return new ContactCardClient(http, settings, breakers);
    }
}
