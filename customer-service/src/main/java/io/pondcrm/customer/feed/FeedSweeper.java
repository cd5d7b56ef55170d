package io.pondcrm.customer.feed;

import io.pondcrm.chassis.jobs.Sweeper;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Takes away what nobody can read any more. */
@Component
class FeedSweeper extends Sweeper {

    private final MongoFeed feed;
    private final FeedSettings settings;
    private final Clock clock;

    FeedSweeper(MongoFeed feed, FeedSettings settings, Clock clock) {
        super("feed-sweeper", Duration.ofMinutes(1));
        this.feed = feed;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    protected boolean sweep() {
        return feed.removeBefore(clock.instant().minus(settings.kept()));
    }
}
