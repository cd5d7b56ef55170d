package io.pondcrm.engagement.message;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param threads how many messages one instance sends at a time: as many may be in doubt when it
 *     dies
 * @param lease how long a message that was handed over may stay without news before it counts as in
 *     doubt; longer than handing over may take
 * @param maxCopies of one mail, the first included
 * @param poll how often it is looked for messages whose turn has come
 */
@ConfigurationProperties("pond.sending")
record SendingSettings(
        @DefaultValue("4") int threads,
        @DefaultValue("PT30S") Duration lease,
        @DefaultValue("3") int maxCopies,
        @DefaultValue("PT0.5S") Duration poll) {}
