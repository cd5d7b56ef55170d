package io.pondcrm.engagement.audience;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.pondcrm.engagement.ServiceCalls;
import io.pondcrm.engagement.audience.domain.MembersAnswer;
import io.pondcrm.engagement.audience.domain.SegmentMembers;
import io.pondcrm.kernel.CustomerId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** Asks segmentation-service. */
@Component
class SegmentMembersClient implements SegmentMembers, AutoCloseable {

    static final String NAME = "segment-members";

    private static final Logger LOG = LoggerFactory.getLogger(SegmentMembersClient.class);
    private static final Duration REST = Duration.ofSeconds(2);

    /** Few ask at once: launches, one at a time in each instance. */
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final ServiceCalls calls;
    private final JsonMapper json = JsonMapper.builder().build();

    SegmentMembersClient(SegmentMembersSettings settings, CircuitBreakerRegistry breakers) {
        this.calls =
                new ServiceCalls(
                        NAME,
                        new ServiceCalls.Target(
                                "segmentation-service",
                                "segments:read",
                                settings.url(),
                                settings.tokenUri(),
                                settings.clientId(),
                                settings.clientSecret()),
                        new ServiceCalls.Limits(
                                settings.timeout(),
                                settings.attempts(),
                                settings.backoff(),
                                UNLIMITED,
                                REST),
                        breakers);
    }

    @Override
    public MembersAnswer ask(String segment, @Nullable String cursor, int limit) {
        try {
            return calls.ask(http -> call(http, segment, cursor, limit));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new MembersAnswer.Unavailable("interrupted");
        } catch (Exception failure) {
            var why = failure.getClass().getSimpleName();
            LOG.debug("No members of {}", segment, failure);
            return new MembersAnswer.Unavailable(why);
        }
    }

    private MembersAnswer call(
            RestClient http, String segment, @Nullable String cursor, int limit) {
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
        calls.close();
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
