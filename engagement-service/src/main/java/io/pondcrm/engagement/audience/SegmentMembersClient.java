package io.pondcrm.engagement.audience;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.pondcrm.engagement.OurToken;
import io.pondcrm.engagement.audience.domain.MembersAnswer;
import io.pondcrm.engagement.audience.domain.SegmentMembers;
import io.pondcrm.kernel.CustomerId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks segmentation-service. Each attempt is limited in time, and while segmentation-service fails
 * none is made at all. Few ask at once: launches, one at a time in each instance.
 */
@Component
class SegmentMembersClient implements SegmentMembers, AutoCloseable {

    static final String NAME = "segment-members";

    private static final Logger LOG = LoggerFactory.getLogger(SegmentMembersClient.class);
    private static final int DOUBLED = 2;

    private final RestClient http;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Retry retry;
    private final CircuitBreaker breaker;
    private final TimeLimiter limiter;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("segment-members-", 0).factory());

    SegmentMembersClient(SegmentMembersSettings settings, CircuitBreakerRegistry breakers) {
        this.http =
                RestClient.builder()
                        .baseUrl(settings.url().toString())
                        .requestInterceptor(
                                OurToken.on(
                                        "segmentation-service",
                                        "segments:read",
                                        settings.tokenUri(),
                                        settings.clientId(),
                                        settings.clientSecret()))
                        .build();
        this.retry =
                Retry.of(
                        NAME,
                        RetryConfig.custom()
                                .maxAttempts(settings.attempts())
                                .intervalFunction(
                                        IntervalFunction.ofExponentialRandomBackoff(
                                                settings.backoff(), DOUBLED))
                                .ignoreExceptions(CallNotPermittedException.class)
                                .build());
        this.breaker =
                breakers.circuitBreaker(
                        NAME,
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(20)
                                .minimumNumberOfCalls(10)
                                .failureRateThreshold(50)
                                .waitDurationInOpenState(Duration.ofSeconds(2))
                                .permittedNumberOfCallsInHalfOpenState(3)
                                .build());
        this.limiter = TimeLimiter.of(settings.timeout());
    }

    @Override
    public MembersAnswer ask(String segment, @Nullable String cursor, int limit) {
        try {
            return retry.executeCallable(() ->
                    breaker.executeCallable(() ->
                            limiter.executeFutureSupplier(
                                    () -> threads.submit(() -> call(segment, cursor, limit)))));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new MembersAnswer.Unavailable("interrupted");
        } catch (Exception failure) {
            var why = failure.getClass().getSimpleName();
            LOG.debug("No members of {}", segment, failure);
            return new MembersAnswer.Unavailable(why);
        }
    }

    private MembersAnswer call(String segment, @Nullable String cursor, int limit) {
        return http.get()
                .uri(uri -> {
                    uri.path("/api/v1/segments/{id}/members").queryParam("limit", "{limit}");
                    return cursor == null
                            ? uri.build(segment, limit)
                            : uri.queryParam("cursor", "{cursor}").build(segment, limit, cursor);
                })
                .exchangeForRequiredValue((_, response) -> read(response));
    }

    private MembersAnswer read(ClientHttpResponse response) throws IOException {
        var status = response.getStatusCode().value();
        return switch (status) {
            case 200 -> {
                var body = new String(response.getBody().readAllBytes(), UTF_8);
                yield json.readValue(body, PageBody.class).toDomain();
            }
            case 404 -> new MembersAnswer.NoSuchSegment();
            default -> throw new IOException("segmentation-service answered " + status);
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** The part of segmentation-service's answer that a launch needs. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PageBody(List<MemberBody> items, @Nullable String nextCursor) {

        MembersAnswer toDomain() {
            return new MembersAnswer.Members(
                    items.stream().map(it -> new CustomerId(it.customerId())).toList(),
                    Optional.ofNullable(nextCursor));
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record MemberBody(String customerId) {}
}
