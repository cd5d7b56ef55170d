package io.pondcrm.customer.feed;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param kept how long entries of the feed can be read; a cursor that is older answers 410
 * @param heartbeat how long an event stream may be silent; shorter than a gateway's patience
 * @param streamLife how long an event stream lasts at most: then its caller comes back with a token
 *     of its own and goes on where it was
 * @param streams how many event streams one client may have open at an instance
 */
@ConfigurationProperties("pond.feed")
record FeedSettings(
        @DefaultValue("30d") Duration kept,
        @DefaultValue("1s") Duration heartbeat,
        @DefaultValue("15m") Duration streamLife,
        @DefaultValue("5") int streams) {}
