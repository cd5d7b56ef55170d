package io.pondcrm.customer.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.customer.feed.domain.Feed;
import io.pondcrm.customer.profile.domain.Transfers;
import io.pondcrm.customer.webhook.domain.ReachableAddresses;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookConfiguration {

    @Bean
    ReceiverCalls receiverCalls(WebhookSettings settings) {
        return new ReceiverCalls(
                new ReachableAddresses(settings.allowedNetworks()),
                InetAddress::getAllByName,
                settings.timeout(),
                settings.calls());
    }

    @Bean
    DeliverWebhooks deliverWebhooks(
            MongoWebhooks webhooks,
            Feed feed,
            Transfers transfers,
            WebhookKeys keys,
            WebhookBodies bodies,
            ReceiverCalls calls,
            WebhookSettings settings,
            Ids ids,
            Clock clock) {
        return new DeliverWebhooks(
                webhooks, feed, transfers, keys, bodies, calls, settings, ids, clock);
    }

    @Bean
    MeterBinder webhookBacklog(MongoWebhooks webhooks, Clock clock) {
        return meters -> {
            Gauge.builder("pond.webhooks.backlog", () -> counted(webhooks))
                    .description("Deliveries that have not reached their receivers")
                    .register(meters);
            Gauge.builder("pond.webhooks.overdue", () -> overdue(webhooks, clock.instant()))
                    .baseUnit("seconds")
                    .description("For how long the oldest delivery is due that nobody tries")
                    .register(meters);
        };
    }

    private static Number counted(MongoWebhooks webhooks) {
        try {
            return webhooks.countWaiting();
        } catch (RuntimeException away) {
            return Double.NaN;
        }
    }

    private static Number overdue(MongoWebhooks webhooks, Instant now) {
        try {
            return webhooks.oldestDue()
                    .map(due -> Math.max(0, Duration.between(due, now).toSeconds()))
                    .orElse(0L);
        } catch (RuntimeException away) {
            return Double.NaN;
        }
    }
}
