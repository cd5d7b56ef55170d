package io.pondcrm.engagement;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.web.client.RestClient;

/**
 * Calls of another service under a token of our own. Retried here and nowhere else; each attempt is
 * limited in time, attempts at once in number, and while the service fails none is made at all.
 */
public final class ServiceCalls implements AutoCloseable {

    private static final int DOUBLED = 2;

    private final RestClient http;
    private final Retry retry;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final TimeLimiter limiter;
    private final ExecutorService threads;

    /**
     * Who is asked, and what for.
     *
     * @param service who is asked
     * @param scope what for, and no more than that
     * @param url where it answers
     */
    public record Target(
            String service,
            String scope,
            URI url,
            String tokenUri,
            String clientId,
            String clientSecret) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Target[service=%s, scope=%s, url=%s]".formatted(service, scope, url);
        }
    }

    /**
     * How hard it is tried.
     *
     * @param timeout how long one attempt may take, its token included
     * @param attempts how often it is tried, the first time included
     * @param backoff how long to wait before the second attempt, half more or less; doubled each
     *     time
     * @param concurrent how many calls at once; others wait for one timeout
     * @param rest how long nothing is asked of a service that fails
     */
    public record Limits(
            Duration timeout, int attempts, Duration backoff, int concurrent, Duration rest) {}

    /**
     * @param name of these calls in metrics
     */
    public ServiceCalls(
            String name, Target target, Limits limits, CircuitBreakerRegistry breakers) {
        this.http =
                RestClient.builder()
                        .baseUrl(target.url().toString())
                        .requestInterceptor(tokensFor(target))
                        .build();
        this.retry =
                Retry.of(
                        name,
                        RetryConfig.custom()
                                .maxAttempts(limits.attempts())
                                .intervalFunction(
                                        IntervalFunction.ofExponentialRandomBackoff(
                                                limits.backoff(), DOUBLED))
                                .ignoreExceptions(CallNotPermittedException.class)
                                .build());
        this.breaker =
                breakers.circuitBreaker(
                        name,
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(20)
                                .minimumNumberOfCalls(10)
                                .failureRateThreshold(50)
                                .waitDurationInOpenState(limits.rest())
                                .permittedNumberOfCallsInHalfOpenState(3)
                                .build());
        this.bulkhead =
                Bulkhead.of(
                        name,
                        BulkheadConfig.custom()
                                .maxConcurrentCalls(limits.concurrent())
                                .maxWaitDuration(limits.timeout())
                                .build());
        this.limiter = TimeLimiter.of(limits.timeout());
        this.threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name(name + "-", 0).factory());
    }

    /**
     * Puts a token on each request; asks for a new one when it runs out or is refused. None of what
     * it is made of is a bean: people do not log in here, and nothing else may find these.
     */
    private static ClientHttpRequestInterceptor tokensFor(Target target) {
        var registrations =
                new InMemoryClientRegistrationRepository(
                        ClientRegistration.withRegistrationId(target.service())
                                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                                .tokenUri(target.tokenUri())
                                .clientId(target.clientId())
                                .clientSecret(target.clientSecret())
                                .scope(target.scope())
                                .build());
        var clients = new InMemoryOAuth2AuthorizedClientService(registrations);
        var interceptor =
                new OAuth2ClientHttpRequestInterceptor(
                        new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                                registrations, clients));
        var ourselves =
                new AnonymousAuthenticationToken(
                        target.clientId(),
                        target.clientId(),
                        AuthorityUtils.createAuthorityList("ROLE_SERVICE"));
        interceptor.setClientRegistrationIdResolver(_ -> target.service());
        interceptor.setPrincipalResolver(_ -> ourselves);
        interceptor.setAuthorizationFailureHandler(
                OAuth2ClientHttpRequestInterceptor.authorizationFailureHandler(clients));
        return interceptor;
    }

    /**
     * Asks, and asks again.
     *
     * @param attempt made with a client that knows the service's address and has the token
     * @throws Exception the last attempt's, or that none is made now
     */
    public <T> T ask(Function<RestClient, T> attempt) throws Exception {
        return retry.executeCallable(() ->
                breaker.executeCallable(() ->
                        bulkhead.executeCallable(() ->
                                limiter.executeFutureSupplier(
                                        () -> threads.submit(() -> attempt.apply(http))))));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
