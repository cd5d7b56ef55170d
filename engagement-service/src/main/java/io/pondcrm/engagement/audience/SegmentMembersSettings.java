package io.pondcrm.engagement.audience;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param url where segmentation-service answers
 * @param tokenUri where our own client gets its tokens
 * @param timeout how long one attempt may take
 * @param attempts how often it is tried, the first time included
 * @param backoff how long to wait before the second attempt, half more or less; doubled each time
 */
@ConfigurationProperties("pond.segment-members")
record SegmentMembersSettings(
        URI url,
        String tokenUri,
        @DefaultValue("engagement-service") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("PT2S") Duration timeout,
        @DefaultValue("3") int attempts,
        @DefaultValue("PT0.2S") Duration backoff) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "SegmentMembersSettings[url=%s, clientId=%s]".formatted(url, clientId);
    }
}
