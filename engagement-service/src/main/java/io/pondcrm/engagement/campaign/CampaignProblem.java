package io.pondcrm.engagement.campaign;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.engagement.campaign.domain.LaunchProblem;
import org.springframework.http.HttpStatus;

/** What a caller of campaigns can act on. */
enum CampaignProblem implements ProblemType {
    CAMPAIGN_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            new Text("No such campaign", "没有此营销活动"),
            new Text(
                    "GET /api/v1/campaigns lists the campaigns there are",
                    "GET /api/v1/campaigns 会列出现有营销活动")),
    CAMPAIGN_TEMPLATE_UNKNOWN(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("The template is not there", "模板不存在"),
            new Text(
                    "Make it by POST /api/v1/templates, or name another",
                    "请通过 POST /api/v1/templates 创建模板，或指定其他模板")),
    CAMPAIGN_VARIABLES_FLAWED(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("The template can not be filled in for everybody", "无法为所有客户填充模板"),
            new Text(
                    "Correct each variable named in errors, or give the template a fallback",
                    "请更正 errors 中列出的每个变量，或为模板设置默认值")),
    CAMPAIGN_HOLDOUT_UNREASONED(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("Without a holdout nobody can tell what the campaign did", "没有对照组便无法衡量活动效果"),
            new Text(
                    "Say why in holdoutReason, or hold out some percent",
                    "请在 holdoutReason 中说明原因，或保留一定比例的对照组")),
    CAMPAIGN_AUDIENCE_EMPTY(
            HttpStatus.CONFLICT,
            new Text("Nobody is in the segment", "分群中没有客户"),
            new Text(
                    "Check segmentId; once the segment's list of members in segmentation-service"
                            + " holds somebody, launch the campaign",
                    "请检查 segmentId；待 segmentation-service 中该分群有成员后，再启动活动")),
    CAMPAIGN_SEGMENTS_AWAY(
            HttpStatus.SERVICE_UNAVAILABLE,
            new Text(
                    "segmentation-service did not say who is in the segment",
                    "segmentation-service 未能给出分群成员"),
            new Text(
                    "Nothing was sent. Once it answers, launch the campaign again, or stop it",
                    "尚未发送任何消息。待其恢复后，请重新启动或停止该活动")),
    CAMPAIGN_LAUNCH_BROKE_OFF(
            HttpStatus.INTERNAL_SERVER_ERROR,
            new Text("The launch failed on our side", "启动因内部故障而失败"),
            new Text(
                    "Nothing was sent. Launch the campaign again; if it fails again, report it with"
                            + " jobId",
                    "尚未发送任何消息。请重新启动该活动；若再次失败，请附上 jobId 报告此问题")),
    CAMPAIGN_LAUNCH_CANCELLED(
            HttpStatus.CONFLICT,
            new Text("The launch was cancelled", "启动已被取消"),
            new Text(
                    "Nothing was sent. Launch the campaign again, or stop it for good",
                    "尚未发送任何消息。请重新启动该活动，或永久停止")),
    CAMPAIGN_STATE(
            HttpStatus.CONFLICT,
            new Text("Not possible as the campaign stands", "营销活动当前状态不允许此操作"),
            new Text(
                    "It is {0}: a draft is launched, a running one paused or stopped, a paused one"
                            + " or one whose launch failed launched again or stopped",
                    "当前状态为 {0}：草稿可启动，运行中可暂停或停止，已暂停或启动失败的可重新启动或停止"));

    private final Meaning meaning;

    CampaignProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    static CampaignProblem of(LaunchProblem.Cause cause) {
        return switch (cause) {
            case AUDIENCE_EMPTY -> CAMPAIGN_AUDIENCE_EMPTY;
            case SEGMENTS_AWAY -> CAMPAIGN_SEGMENTS_AWAY;
            case BROKE_OFF -> CAMPAIGN_LAUNCH_BROKE_OFF;
            case CANCELLED -> CAMPAIGN_LAUNCH_CANCELLED;
        };
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
