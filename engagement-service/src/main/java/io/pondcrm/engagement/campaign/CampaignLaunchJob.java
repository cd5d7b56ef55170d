package io.pondcrm.engagement.campaign;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.engagement.audience.domain.SegmentMembers;
import io.pondcrm.engagement.campaign.domain.Campaign;
import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.engagement.message.domain.Messages;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Launches a campaign in two passes: freezes the audience, then gives each customer in it who is
 * not held out their one message. Only then does the campaign run. Both passes come to the same
 * when they are repeated, and go on where they broke off.
 */
@Component
class CampaignLaunchJob implements JobKind {

    static final String NAME = "campaign-launch";

    private static final String CAMPAIGN = "campaign";
    private static final String FROZEN = "frozen";
    private static final String AFTER = "after";
    private static final int BATCH = 250;

    private final MongoCampaigns campaigns;
    private final SegmentMembers members;
    private final Messages messages;
    private final Clock clock;

    CampaignLaunchJob(
            MongoCampaigns campaigns, SegmentMembers members, Messages messages, Clock clock) {
        this.campaigns = campaigns;
        this.members = members;
        this.messages = messages;
        this.clock = clock;
    }

    static Map<String, String> params(String campaign) {
        return Map.of(CAMPAIGN, campaign);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var id = Objects.requireNonNull(job.params().get(CAMPAIGN)).toString();
        var campaign =
                campaigns.find(id).orElseThrow(CampaignProblem.CAMPAIGN_NOT_FOUND::exception);
        job.resultAt("/api/v1/campaigns/" + id);
        if (campaign.state() != Campaign.State.LAUNCHING) {
            return;
        }
        if (!job.checkpoint().containsKey(FROZEN)) {
            freeze(campaign, job);
        }
        address(campaign, job);
        campaigns.move(
                id,
                it ->
                        it.run(
                                campaigns.countAudience(id, false),
                                campaigns.countAudience(id, true)));
    }

    private void freeze(Campaign campaign, JobRun job) {
        var done = job.counter("members");
        var last = customer(job.checkpoint().get(AFTER));
        for (var part = members.listAfter(campaign.segment(), last, BATCH);
                !part.isEmpty();
                part = members.listAfter(campaign.segment(), last, BATCH)) {
            campaigns.freeze(
                    part.stream()
                            .map(it -> AudienceDocument.of(campaign.id(), it, campaign.holdout()))
                            .toList());
            last = part.getLast();
            done += part.size();
            job.progress(done, 0);
            job.save(Map.of(AFTER, last.value()), Map.of("members", done));
        }
        job.save(Map.of(FROZEN, true), Map.of("members", done));
    }

    private void address(Campaign campaign, JobRun job) {
        var total = job.counter("members");
        var done = job.counter("addressed");
        var saved = job.checkpoint().get(AFTER);
        var last = saved == null ? null : saved.toString();
        var source = MongoCampaigns.source(campaign.id());
        for (var part = campaigns.audienceAfter(campaign.id(), last, BATCH);
                !part.isEmpty();
                part = campaigns.audienceAfter(campaign.id(), last, BATCH)) {
            var now = clock.instant();
            messages.createAll(
                    part.stream()
                            .filter(it -> !it.heldOut())
                            .map(it -> new CustomerId(it.customerId()))
                            .map(it ->
                                    Message.due(
                                            Message.idOf(campaign.id(), it, ""),
                                            it,
                                            source,
                                            Purpose.MARKETING,
                                            now,
                                            Optional.empty()))
                            .toList());
            last = part.getLast().customerId();
            done += part.size();
            job.progress(done, total);
            job.save(
                    Map.of(FROZEN, true, AFTER, last), Map.of("members", total, "addressed", done));
        }
    }

    private static @Nullable CustomerId customer(@Nullable Object saved) {
        return saved == null ? null : new CustomerId(saved.toString());
    }
}
