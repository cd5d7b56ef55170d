package io.pondcrm.customer.contactpolicy;

import io.pondcrm.customer.consent.domain.Channel;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param channels in the order in which they are tried where the customer prefers none
 * @param quietFrom the first quiet moment of the day, by the customer's clock; the same as {@code
 *     quietTo} switches quiet hours off
 * @param quietTo the first moment that is quiet no longer
 * @param marketingCap how many offers a customer gets at most within a period; 0 for no cap
 * @param marketingPeriod the rolling period of that cap
 */
@ConfigurationProperties("pond.contact-policy")
record ContactPolicySettings(
        @DefaultValue({"EMAIL", "SMS", "WECHAT", "PHONE", "APP_PUSH", "POST"})
                List<Channel> channels,
        @DefaultValue("21:00") LocalTime quietFrom,
        @DefaultValue("08:00") LocalTime quietTo,
        @DefaultValue("4") int marketingCap,
        @DefaultValue("P7D") Duration marketingPeriod) {}
