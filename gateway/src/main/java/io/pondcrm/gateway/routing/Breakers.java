package io.pondcrm.gateway.routing;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.pondcrm.gateway.routing.domain.Route;

/**
 * One circuit breaker per route. Only what says that a service can't work counts as a failure:
 * refused or broken connections, silence, 502 and 504. An answer of any other kind is an answer;
 * else one caller with one broken request could shut a service for all.
 */
final class Breakers {

    private final CircuitBreakerRegistry registry;

    Breakers(ServiceSettings.Breaker settings, MeterRegistry meters) {
        registry =
                CircuitBreakerRegistry.of(
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(settings.window())
                                .minimumNumberOfCalls(Math.max(1, settings.window() / 2))
                                .failureRateThreshold(settings.failures())
                                .waitDurationInOpenState(settings.rest())
                                .maxWaitDurationInHalfOpenState(settings.rest())
                                .permittedNumberOfCallsInHalfOpenState(settings.trials())
                                .build());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(meters);
    }

    CircuitBreaker of(Route route) {
        return registry.circuitBreaker(route.name());
    }
}
