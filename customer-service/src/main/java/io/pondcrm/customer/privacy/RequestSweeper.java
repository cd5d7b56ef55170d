package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.jobs.Sweeper;
import io.pondcrm.customer.privacy.domain.RequestType;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Marks requests that a service leaves unanswered, and forgets what was kept for its time. */
@Component
class RequestSweeper extends Sweeper {

    private static final int MOST = 100;

    private final Requests requests;
    private final Dossiers dossiers;
    private final PrivacySettings settings;
    private final Clock clock;

    RequestSweeper(Requests requests, Dossiers dossiers, PrivacySettings settings, Clock clock) {
        super("request-sweeper", Duration.ofSeconds(1));
        this.requests = requests;
        this.dossiers = dossiers;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    protected boolean sweep() {
        var more = false;
        for (var type : RequestType.values()) {
            var before = clock.instant().minus(settings.silenceOf(type));
            more |= requests.markIncomplete(type, before, MOST) == MOST;
        }
        return more | dossiers.forget(MOST) == MOST;
    }
}
