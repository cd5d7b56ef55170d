package io.pondcrm.engagement.campaign;

import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.jobs.Sweeper;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.engagement.campaign.domain.Campaign;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sees that no launch stays under way for ever: where its job has come to an end, whichever it was,
 * and the campaign does not run, the launch has failed; where nobody handed its job in, because
 * that one died, it is handed in.
 */
@Component
class LaunchSweeper extends Sweeper {

    private static final Logger LOG = LoggerFactory.getLogger(LaunchSweeper.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Caller OURSELVES = new Caller("engagement-service", Set.of(), null);

    private final MongoCampaigns campaigns;
    private final Jobs jobs;
    private final Clock clock;

    LaunchSweeper(MongoCampaigns campaigns, Jobs jobs, CampaignSettings settings, Clock clock) {
        super("launch-sweeper", settings.launchWatch());
        this.campaigns = campaigns;
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    protected boolean sweep() {
        for (var campaign : campaigns.listLaunching()) {
            var launch = campaign.launches();
            if (jobs.hasEnded(CampaignLaunchJob.idOf(jobs, campaign))) {
                // Asked after the list was read, and decided on what is there now: a job that ended
                // well had made the campaign run before it did so.
                campaigns
                        .move(campaign.id(), it -> it.failLaunch(launch, clock.instant()))
                        .ifPresent(LaunchSweeper::report);
            } else if (campaign.launchedAt()
                    .orElseThrow()
                    .plus(PATIENCE)
                    .isBefore(clock.instant())) {
                CampaignLaunchJob.submit(jobs, campaign, OURSELVES);
            }
        }
        return false;
    }

    private static void report(Campaign.Move move) {
        if (move instanceof Campaign.Move.Moved(var failed)) {
            LOG.warn(
                    "Launch {} of campaign {} failed: {}",
                    failed.launches(),
                    failed.id(),
                    failed.launchProblem().orElseThrow().cause());
        }
    }
}
