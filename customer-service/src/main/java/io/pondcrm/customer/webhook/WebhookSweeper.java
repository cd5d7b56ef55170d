package io.pondcrm.customer.webhook;

import io.pondcrm.chassis.jobs.Sweeper;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Forgets deliveries that ended long ago. */
@Component
class WebhookSweeper extends Sweeper {

    private static final int PART = 1_000;

    private final MongoWebhooks webhooks;
    private final WebhookSettings settings;
    private final Clock clock;

    WebhookSweeper(MongoWebhooks webhooks, WebhookSettings settings, Clock clock) {
        super("webhook-sweeper", Duration.ofMinutes(1));
        this.webhooks = webhooks;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    protected boolean sweep() {
        return webhooks.removeEndedBefore(clock.instant().minus(settings.kept()), PART);
    }
}
