package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.jobs.Sweeper;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Marks requests that a service leaves unanswered. */
@Component
class RequestSweeper extends Sweeper {

    private static final int MOST = 100;

    private final Requests requests;
    private final PrivacySettings settings;
    private final Clock clock;

    RequestSweeper(Requests requests, PrivacySettings settings, Clock clock) {
        super("request-sweeper", Duration.ofSeconds(1));
        this.requests = requests;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    protected boolean sweep() {
        return requests.markIncomplete(clock.instant().minus(settings.silence()), MOST) == MOST;
    }
}
