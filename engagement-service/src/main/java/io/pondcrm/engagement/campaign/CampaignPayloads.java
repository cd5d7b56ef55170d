package io.pondcrm.engagement.campaign;

import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.engagement.campaign.domain.Campaign;
import io.pondcrm.engagement.campaign.domain.Holdout;
import io.pondcrm.engagement.campaign.domain.LaunchProblem;
import io.pondcrm.engagement.entitlement.domain.Entitlement;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.engagement.template.domain.Template;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;

/** What callers send and see of campaigns. */
final class CampaignPayloads {

    private CampaignPayloads() {}

    /** What a caller sends to make a campaign. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewCampaign")
    record NewCampaign(
            @NotBlank @Size(max = 100) @Schema(example = "Spring tea") String name,
            @NotBlank
                    @Size(max = 100)
                    @Schema(
                            description = "Whom: its members at the moment of launch",
                            example = "seg_01h455vb4pex5vsknk084sn02q")
                    String segmentId,
            @NotBlank @Size(max = 100) @Schema(example = "tpl_01h455vb4pex5vsknk084sn02q")
                    String templateId,
            @Nullable
                    @Size(max = 50)
                    @Schema(
                            description = "Values for the template's variables, each as text",
                            example = "{\"offer\":\"tea\"}")
                    Map<String, String> variables,
            @Nullable
                    @Pattern(regexp = Entitlement.NAME)
                    @Schema(
                            description =
                                    "Only who has this benefit when their message's turn comes gets"
                                            + " it, by any tier scheme: a kind of benefit, or the id"
                                            + " of one. Everybody if left out",
                            example = "DEDICATED_SUPPORT")
                    String requiresBenefit,
            @Nullable
                    @Min(0)
                    @Max(50)
                    @Schema(description = "How many of a hundred are left alone; 10 if left out")
                    Integer holdoutPercent,
            @Nullable @Size(max = 200) @Schema(description = "Needed where nobody is held out: why")
                    String holdoutReason) {

        Map<String, String> values() {
            return Objects.requireNonNullElse(variables, Map.of());
        }

        int percent() {
            return Objects.requireNonNullElse(holdoutPercent, Holdout.DEFAULT_PERCENT);
        }

        Optional<String> reason() {
            return Optional.ofNullable(holdoutReason).filter(it -> !it.isBlank());
        }

        Campaign toDomain(String id, Instant now) {
            return new Campaign(
                    id,
                    1,
                    name,
                    segmentId,
                    templateId,
                    values(),
                    Optional.ofNullable(requiresBenefit),
                    new Holdout(percent()),
                    reason(),
                    Campaign.State.DRAFT,
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    now,
                    Optional.empty(),
                    Optional.empty());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "LaunchProblem", description = "What stood in a launch's way, and what to do")
    record LaunchProblemView(
            @Schema(
                            description =
                                    "campaign-audience-empty, campaign-segments-away,"
                                            + " campaign-launch-broke-off or"
                                            + " campaign-launch-cancelled; more may follow",
                            example = "campaign-segments-away")
                    String code,
            @Schema(description = "What failed, in the language of the request") String title,
            @Schema(description = "What to do next, in the language of the request") String detail,
            @Schema(
                            description = "The job that failed",
                            example = "engagementjob_01h455vb4pex5vsknk084sn02q")
                    String jobId,
            Instant at) {

        static LaunchProblemView of(LaunchProblem problem, String jobId) {
            var type = CampaignProblem.of(problem.cause());
            var meaning = type.meaning();
            var locale = LocaleContextHolder.getLocale();
            return new LaunchProblemView(
                    type.code(),
                    meaning.title().in(locale),
                    meaning.detail().in(locale),
                    jobId,
                    problem.at());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Campaign")
    record View(
            @Schema(example = "cmp_01h455vb4pex5vsknk084sn02q") String id,
            String name,
            String segmentId,
            String templateId,
            @Schema(description = "The version it was launched with; left out before")
                    @Nullable Long templateVersion,
            Map<String, String> variables,
            @Nullable String requiresBenefit,
            int holdoutPercent,
            @Nullable String holdoutReason,
            @Schema(
                            description =
                                    "LAUNCH_FAILED: nothing was sent, launchProblem says why; to be"
                                            + " launched again, or stopped")
                    Campaign.State state,
            @Schema(
                            description =
                                    "Why the latest launch failed; while it is LAUNCHING, why an"
                                            + " attempt did that is made again by itself. Left out"
                                            + " where nothing stood in the way")
                    @Nullable LaunchProblemView launchProblem,
            @Schema(description = "How many get a message; 0 until the audience is frozen")
                    long treated,
            @Schema(description = "How many are left alone") long heldOut,
            long version,
            Instant createdAt,
            @Nullable Instant launchedAt,
            @Schema(description = "When the last message came to its end")
                    @Nullable Instant finishedAt) {

        static View of(Campaign campaign, Jobs jobs) {
            var job = CampaignLaunchJob.idOf(jobs, campaign);
            return new View(
                    campaign.id(),
                    campaign.name(),
                    campaign.segment(),
                    campaign.template(),
                    campaign.launched().map(Template::version).orElse(null),
                    campaign.variables(),
                    campaign.requiresBenefit().orElse(null),
                    campaign.holdout().percent(),
                    campaign.holdoutReason().orElse(null),
                    campaign.state(),
                    campaign.launchProblem().map(it -> LaunchProblemView.of(it, job)).orElse(null),
                    campaign.audience().map(Campaign.Audience::treated).orElse(0L),
                    campaign.audience().map(Campaign.Audience::heldOut).orElse(0L),
                    campaign.version(),
                    campaign.createdAt(),
                    campaign.launchedAt().orElse(null),
                    campaign.finishedAt().orElse(null));
        }
    }

    /** Which part of an audience a customer is in. */
    enum Group {
        TREATED,
        HOLDOUT
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "AudienceMember", description = "As it was frozen at launch")
    record MemberView(
            String customerId,
            Group group,
            @Schema(description = "0 to 9999, by a hash of campaign and customer") int place,
            @Schema(example = "place 412 of 10000, the first 1000 are held out") String reason,
            @Schema(description = "The one message to this customer; left out for the holdout")
                    @Nullable String messageId) {

        static MemberView of(AudienceDocument document, Holdout holdout) {
            return new MemberView(
                    document.customerId(),
                    document.heldOut() ? Group.HOLDOUT : Group.TREATED,
                    document.place(),
                    "place %d of %d, the first %d are held out"
                            .formatted(
                                    document.place(),
                                    Holdout.PLACES,
                                    holdout.percent() * Holdout.PLACES / 100),
                    document.heldOut()
                            ? null
                            : Message.idOf(
                                    document.campaignId(),
                                    new CustomerId(document.customerId()),
                                    ""));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "CampaignStats", description = "Counted at this moment")
    record Stats(
            String campaignId,
            Campaign.State state,
            long audience,
            long treated,
            long heldOut,
            @Schema(description = "Messages by state; those without any are left out")
                    Map<Message.State, Long> messages,
            @Schema(
                            description =
                                    "Messages that were decided not to be sent, by the reason, such"
                                            + " as BENEFIT_NOT_HELD or WITHDRAWN; those without any"
                                            + " are left out")
                    Map<String, Long> suppressed,
            @Schema(description = "Messages of which more than one copy left or may have left")
                    long copied,
            Instant asOf) {}
}
