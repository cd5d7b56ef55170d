package io.pondcrm.engagement.campaign;

import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.engagement.Faults;
import io.pondcrm.engagement.audience.domain.MembersAnswer;
import io.pondcrm.engagement.audience.domain.SegmentMembers;
import io.pondcrm.engagement.campaign.CampaignPayloads.Group;
import io.pondcrm.engagement.campaign.CampaignPayloads.MemberView;
import io.pondcrm.engagement.campaign.CampaignPayloads.NewCampaign;
import io.pondcrm.engagement.campaign.CampaignPayloads.Stats;
import io.pondcrm.engagement.campaign.CampaignPayloads.View;
import io.pondcrm.engagement.campaign.domain.Campaign;
import io.pondcrm.engagement.message.domain.Messages;
import io.pondcrm.engagement.template.domain.Templates;
import io.pondcrm.kernel.TypeId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/campaigns")
@Tag(name = "Campaigns", description = "One message to a segment, with a holdout to measure by")
class CampaignController {

    private static final Set<Campaign.State> LAUNCHED_FROM =
            Set.of(Campaign.State.DRAFT, Campaign.State.LAUNCH_FAILED);

    private final MongoCampaigns campaigns;
    private final Templates templates;
    private final SegmentMembers segments;
    private final Messages messages;
    private final Jobs jobs;
    private final MongoOperations mongo;
    private final Clock clock;

    CampaignController(
            MongoCampaigns campaigns,
            Templates templates,
            SegmentMembers segments,
            Messages messages,
            Jobs jobs,
            MongoOperations mongo,
            Clock clock) {
        this.campaigns = campaigns;
        this.templates = templates;
        this.segments = segments;
        this.messages = messages;
        this.jobs = jobs;
        this.mongo = mongo;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("campaigns:write")
    @Operation(
            operationId = "createCampaign",
            summary = "Makes a campaign",
            description =
                    "As a draft: nothing is sent before it is launched. Ten percent of the audience"
                            + " are held out unless said otherwise; to hold out nobody needs a"
                            + " reason.")
    @ApiResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = View.class)))
    ResponseEntity<?> create(@Valid @RequestBody NewCampaign body, NewId newId) {
        if (body.percent() == 0 && body.reason().isEmpty()) {
            return CampaignProblem.CAMPAIGN_HOLDOUT_UNREASONED.because(
                    List.of(Faults.holdoutUnreasoned()));
        }
        var template = templates.find(body.templateId());
        if (template.isEmpty()) {
            return unknownTemplate();
        }
        var flaws = template.get().flawsOf(body.values());
        if (!flaws.isEmpty()) {
            return CampaignProblem.CAMPAIGN_VARIABLES_FLAWED.because(Faults.ofValues(flaws));
        }
        var id = TypeId.of("cmp", newId.uuid());
        campaigns.insert(body.toDomain(id, clock.instant()));
        var stored = find(id);
        return ResponseEntity.created(URI.create("/api/v1/campaigns/" + id))
                .eTag(ETags.of(stored.version()))
                .body(View.of(stored, jobs));
    }

    @GetMapping
    @RequiresScope("campaigns:read")
    @Operation(operationId = "listCampaigns", summary = "The campaigns there are, newest first")
    Page<View> list(PageRequest page) {
        return page.find(
                mongo, new Criteria(), CampaignDocument.class, it -> View.of(it.toDomain(), jobs));
    }

    @GetMapping("/{id}")
    @RequiresScope("campaigns:read")
    @Operation(operationId = "getCampaign", summary = "A campaign")
    ResponseEntity<View> get(@PathVariable("id") String id) {
        return answer(find(id));
    }

    @PostMapping("/{id}/launch")
    @RequiresScope("campaigns:write")
    @Operation(
            operationId = "launchCampaign",
            summary = "Launches a campaign, or goes on with a paused one",
            description =
                    """
                    Those whom segmentation-service lists as the segment's members from now on \
                    become the audience, and the template of this moment the text; both stay. Who \
                    may be addressed, and who has the benefit that the campaign requires, is decided \
                    when each message's turn comes. Launching again \
                    changes nothing. Where a launch fails, the campaign says why in launchProblem \
                    and is launched again by the same request: nobody gets two messages.\
                    """)
    @ApiResponse(
            responseCode = "200",
            description = "Launched; its audience is frozen by a job, which Link names",
            content = @Content(schema = @Schema(implementation = View.class)))
    ResponseEntity<?> launch(@PathVariable("id") String id, Caller caller) {
        var draft = find(id);
        var template = templates.find(draft.template());
        if (template.isEmpty()) {
            return unknownTemplate();
        }
        if (LAUNCHED_FROM.contains(draft.state())) {
            var flaws = template.get().flawsOf(draft.variables());
            if (!flaws.isEmpty()) {
                return CampaignProblem.CAMPAIGN_VARIABLES_FLAWED.because(Faults.ofValues(flaws));
            }
            if (draft.audience().isEmpty() && isNobodyIn(draft.segment())) {
                return CampaignProblem.CAMPAIGN_AUDIENCE_EMPTY.because();
            }
        }
        var moved = move(id, campaign -> campaign.launch(template.get(), clock.instant()));
        var launching = find(id);
        if (launching.state() != Campaign.State.LAUNCHING) {
            return moved;
        }
        var job = CampaignLaunchJob.submit(jobs, launching, caller);
        return ResponseEntity.status(moved.getStatusCode())
                .headers(moved.getHeaders())
                .header("Link", "</api/v1/jobs/" + job + ">; rel=\"job\"")
                .body(moved.getBody());
    }

    /** Where segmentation-service does not answer, the job asks again, and for longer. */
    private boolean isNobodyIn(String segment) {
        return switch (segments.ask(segment, null, 1)) {
            case MembersAnswer.Members(var customers, _) -> customers.isEmpty();
            case MembersAnswer.NoSuchSegment _ -> true;
            case MembersAnswer.Unavailable _ -> false;
        };
    }

    @PostMapping("/{id}/pause")
    @RequiresScope("campaigns:write")
    @Operation(
            operationId = "pauseCampaign",
            summary = "Pauses a campaign",
            description = "Messages wait; what is on its way (50 at most) still goes out.")
    @ApiResponse(
            responseCode = "200",
            description = "Paused",
            content = @Content(schema = @Schema(implementation = View.class)))
    ResponseEntity<?> pause(@PathVariable("id") String id) {
        return move(id, Campaign::pause);
    }

    @PostMapping("/{id}/stop")
    @RequiresScope("campaigns:write")
    @Operation(
            operationId = "stopCampaign",
            summary = "Stops a campaign for good",
            description = "What is not sent is taken back; each message's decision says so.")
    @ApiResponse(
            responseCode = "200",
            description = "Stopped",
            content = @Content(schema = @Schema(implementation = View.class)))
    ResponseEntity<?> stop(@PathVariable("id") String id) {
        return move(id, Campaign::stop);
    }

    @GetMapping("/{id}/audience")
    @RequiresScope("campaigns:read")
    @Operation(
            operationId = "listCampaignAudience",
            summary = "Whom a campaign is for, as frozen at launch",
            description = "With who is held out, and why.")
    Page<MemberView> audience(
            @PathVariable("id") String id,
            @RequestParam(required = false) @Nullable Group group,
            PageRequest page) {
        var campaign = find(id);
        var wanted =
                MongoCampaigns.ofLaunch(
                        id, campaign.audience().map(Campaign.Audience::launch).orElse(0));
        return page.find(
                mongo,
                group == null ? wanted : wanted.and("heldOut").is(group == Group.HOLDOUT),
                AudienceDocument.class,
                it -> MemberView.of(it, campaign.holdout()));
    }

    @GetMapping("/{id}/stats")
    @RequiresScope("campaigns:read")
    @Operation(
            operationId = "getCampaignStats",
            summary = "How far a campaign has come, counted now")
    Stats stats(@PathVariable("id") String id) {
        var campaign = find(id);
        var audience = campaign.audience().orElse(new Campaign.Audience(0, 0, 0));
        var source = MongoCampaigns.source(id);
        return new Stats(
                id,
                campaign.state(),
                audience.treated() + audience.heldOut(),
                audience.treated(),
                audience.heldOut(),
                messages.countByState(source),
                messages.countSuppressed(source),
                messages.countCopied(source),
                clock.instant());
    }

    private ResponseEntity<?> move(String id, Function<Campaign, Campaign.Move> decision) {
        var move =
                campaigns
                        .move(id, decision)
                        .orElseThrow(CampaignProblem.CAMPAIGN_NOT_FOUND::exception);
        return switch (move) {
            case Campaign.Move.Moved(var campaign) -> answer(campaign);
            case Campaign.Move.AlreadyThere(var campaign) -> answer(campaign);
            case Campaign.Move.NotPossible(var from) ->
                    CampaignProblem.CAMPAIGN_STATE.because(from.name());
        };
    }

    private ResponseEntity<View> answer(Campaign campaign) {
        return ResponseEntity.ok().eTag(ETags.of(campaign.version())).body(View.of(campaign, jobs));
    }

    private static ResponseEntity<?> unknownTemplate() {
        return CampaignProblem.CAMPAIGN_TEMPLATE_UNKNOWN.because(
                List.of(Faults.unknownTemplate("/templateId")));
    }

    private Campaign find(String id) {
        return campaigns.find(id).orElseThrow(CampaignProblem.CAMPAIGN_NOT_FOUND::exception);
    }
}
