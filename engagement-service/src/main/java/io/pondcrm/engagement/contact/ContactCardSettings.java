package io.pondcrm.engagement.contact;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param url where customer-service answers
 * @param tokenUri where our own client gets its tokens
 * @param timeout how long one attempt may take, its token included
 * @param attempts how often it is tried, the first time included
 * @param backoff how long to wait before the second attempt, half more or less; doubled each time
 * @param concurrent how many calls at once
 */
@ConfigurationProperties("pond.contact-cards")
record ContactCardSettings(
        URI url,
        String tokenUri,
        @DefaultValue("engagement-service") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("PT2S") Duration timeout,
        @DefaultValue("3") int attempts,
        @DefaultValue("PT0.1S") Duration backoff,
        @DefaultValue("16") int concurrent) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "ContactCardSettings[url=%s, clientId=%s]".formatted(url, clientId);
    }
}
