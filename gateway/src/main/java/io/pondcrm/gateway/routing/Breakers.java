package io.pondcrm.gateway.routing;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.pondcrm.gateway.routing.domain.Route;
import java.io.UncheckedIOException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.ServerResponse;

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
                                .writableStackTraceEnabled(false)
                                .recordResult(Breakers::isFailure)
                                .ignoreException(failure -> !isFailure(failure))
                                .build());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(meters);
    }

    HandlerFilterFunction<ServerResponse, ServerResponse> of(Route route) {
        var breaker = registry.circuitBreaker(route.name());
        return (request, next) -> breaker.executeCallable(() -> next.handle(request));
    }

    private static boolean isFailure(Object answer) {
        return answer instanceof ServerResponse it
                && (it.statusCode().value() == 502 || it.statusCode().value() == 504);
    }

    /** That no connection is free, or that the caller broke off, is no fault of the service. */
    private static boolean isFailure(Throwable failure) {
        return failure instanceof UncheckedIOException it
                && !(it.getCause() instanceof ConnectionRequestTimeoutException);
    }
}
