package io.pondcrm.customer.webhook;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param allowHttp whether receivers may do without TLS: inside a closed network only
 * @param allowedNetworks networks that may be called though they are not public, for example {@code
 *     10.20.0.0/16}
 * @param timeout for one call, from looking up its host to the end of the answer
 * @param retryFor for how long a call that fails is made again, and after how long without one that
 *     succeeds a subscription is disabled
 * @param firstPause between the first attempt and the second; each pause is four times the one
 *     before
 * @param longestPause no pause is longer
 * @param calls how many calls to one receiver are made at once
 * @param window how many changes may be on their way to one receiver; others wait in the feed
 * @param mostSubscriptions how many a partner, or a client of our own, may have
 * @param rotation how long an old secret signs along with a new one
 * @param kept how long deliveries that ended can be looked at
 * @param poll how often an instance looks for what is due
 */
@ConfigurationProperties("pond.webhooks")
record WebhookSettings(
        @DefaultValue("false") boolean allowHttp,
        @DefaultValue List<String> allowedNetworks,
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("3d") Duration retryFor,
        @DefaultValue("5s") Duration firstPause,
        @DefaultValue("6h") Duration longestPause,
        @DefaultValue("4") int calls,
        @DefaultValue("1000") int window,
        @DefaultValue("50") int mostSubscriptions,
        @DefaultValue("24h") Duration rotation,
        @DefaultValue("30d") Duration kept,
        @DefaultValue("250ms") Duration poll) {}
