package io.pondcrm.engagement.campaign;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.chassis.jobs.JobStopped;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.engagement.audience.domain.MembersAnswer;
import io.pondcrm.engagement.audience.domain.SegmentMembers;
import io.pondcrm.engagement.campaign.domain.Campaign;
import io.pondcrm.engagement.campaign.domain.LaunchProblem;
import io.pondcrm.engagement.campaign.domain.LaunchProblem.Cause;
import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.engagement.message.domain.Messages;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.NamedUuid;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Launches a campaign in two passes: freezes the audience, as segmentation-service says it is now,
 * then gives each customer in it who is not held out their one message. Only then does the campaign
 * run. Both passes come to the same when they are repeated, and go on where they broke off. A
 * launch that follows a failed one freezes the audience anew, unless that one came so far.
 */
@Component
class CampaignLaunchJob implements JobKind {

    static final String NAME = "campaign-launch";

    private static final Logger LOG = LoggerFactory.getLogger(CampaignLaunchJob.class);
    private static final String CAMPAIGN = "campaign";
    private static final String LAUNCH = "launch";
    private static final String NEXT = "next";
    private static final String ADDRESSED = "addressed";
    private static final String MEMBERS = "members";
    private static final int ASKED = 500;
    private static final int BATCH = 250;

    private final MongoCampaigns campaigns;
    private final SegmentMembers segments;
    private final Messages messages;
    private final Clock clock;

    CampaignLaunchJob(
            MongoCampaigns campaigns, SegmentMembers segments, Messages messages, Clock clock) {
        this.campaigns = campaigns;
        this.segments = segments;
        this.messages = messages;
        this.clock = clock;
    }

    /** Hands in the job of a campaign's latest launch; again, it is the same job. */
    static String submit(Jobs jobs, Campaign campaign, Caller caller) {
        return jobs.submit(
                uuidOf(campaign),
                NAME,
                Map.of(CAMPAIGN, campaign.id(), LAUNCH, campaign.launches()),
                caller);
    }

    /** The id of the job of a campaign's latest launch. */
    static String idOf(Jobs jobs, Campaign campaign) {
        return jobs.idOf(uuidOf(campaign));
    }

    private static UUID uuidOf(Campaign campaign) {
        return NamedUuid.of(campaign.id() + "/" + campaign.launches());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var id = Objects.requireNonNull(job.params().get(CAMPAIGN)).toString();
        var launch = ((Number) Objects.requireNonNull(job.params().get(LAUNCH))).intValue();
        job.resultAt("/api/v1/campaigns/" + id);
        var campaign = find(id);
        if (!campaign.isLaunching(launch)) {
            return;
        }
        Optional<Cause> obstacle;
        try {
            obstacle = attempt(campaign, launch, job);
        } catch (JobStopped stopped) {
            throw stopped;
        } catch (RuntimeException broken) {
            note(id, launch, Cause.BROKE_OFF);
            throw broken;
        }
        if (obstacle.isPresent()) {
            var cause = obstacle.get();
            note(id, launch, cause);
            // A problem ends the job; anything else is tried again, a few times.
            throw cause.isFinal()
                    ? CampaignProblem.of(cause).exception()
                    : new IllegalStateException("Launch of " + id + ": " + cause);
        }
    }

    /**
     * @return what stands in the way; empty if the campaign runs, or another launch took over
     */
    private Optional<Cause> attempt(Campaign campaign, int launch, JobRun job) {
        if (campaign.audience().isEmpty()) {
            var obstacle = freeze(campaign, launch, job);
            if (obstacle.isPresent()) {
                return obstacle;
            }
        }
        var frozen = find(campaign.id());
        if (frozen.isLaunching(launch)) {
            address(frozen.id(), frozen.audience().orElseThrow(), job);
            campaigns.move(frozen.id(), it -> it.run(launch));
        }
        return Optional.empty();
    }

    private Optional<Cause> freeze(Campaign campaign, int launch, JobRun job) {
        var id = campaign.id();
        var done = job.counter(MEMBERS);
        var next = text(job.checkpoint().get(NEXT));
        if (next == null) {
            campaigns.forgetAudiencesBefore(id, launch);
        }
        do {
            switch (segments.ask(campaign.segment(), next, ASKED)) {
                case MembersAnswer.Unavailable(var why) -> {
                    LOG.warn("Launch {} of campaign {} waits for members: {}", launch, id, why);
                    return Optional.of(Cause.SEGMENTS_AWAY);
                }
                case MembersAnswer.NoSuchSegment _ -> {
                    return Optional.of(Cause.AUDIENCE_EMPTY);
                }
                case MembersAnswer.Members(var customers, var following) -> {
                    campaigns.freeze(
                            customers.stream()
                                    .map(it -> AudienceDocument.of(campaign, launch, it))
                                    .toList());
                    done += customers.size();
                    next = following.orElse(null);
                    job.progress(done, 0);
                    if (next != null) {
                        job.save(Map.of(NEXT, next), Map.of(MEMBERS, done));
                    }
                }
            }
        } while (next != null);
        var audience =
                new Campaign.Audience(
                        launch,
                        campaigns.countAudience(id, launch, false),
                        campaigns.countAudience(id, launch, true));
        if (audience.treated() + audience.heldOut() == 0) {
            return Optional.of(Cause.AUDIENCE_EMPTY);
        }
        campaigns.move(id, it -> it.freeze(audience));
        return Optional.empty();
    }

    private void address(String campaign, Campaign.Audience audience, JobRun job) {
        var total = audience.treated() + audience.heldOut();
        var done = job.counter(ADDRESSED);
        var last = text(job.checkpoint().get(ADDRESSED));
        var source = MongoCampaigns.source(campaign);
        for (var part = campaigns.audienceAfter(campaign, audience.launch(), last, BATCH);
                !part.isEmpty();
                part = campaigns.audienceAfter(campaign, audience.launch(), last, BATCH)) {
            var now = clock.instant();
            messages.createAll(
                    part.stream()
                            .filter(it -> !it.heldOut())
                            .map(it -> new CustomerId(it.customerId()))
                            .map(it ->
                                    Message.due(
                                            Message.idOf(campaign, it, ""),
                                            it,
                                            source,
                                            Purpose.MARKETING,
                                            now,
                                            Optional.empty()))
                            .toList());
            last = part.getLast().customerId();
            done += part.size();
            job.progress(done, total);
            job.save(Map.of(ADDRESSED, last), Map.of(MEMBERS, total, ADDRESSED, done));
        }
    }

    private void note(String campaign, int launch, Cause cause) {
        campaigns.move(
                campaign, it -> it.stumble(launch, new LaunchProblem(cause, clock.instant())));
    }

    private Campaign find(String id) {
        return campaigns.find(id).orElseThrow(CampaignProblem.CAMPAIGN_NOT_FOUND::exception);
    }

    private static @Nullable String text(@Nullable Object saved) {
        return saved == null ? null : saved.toString();
    }
}
