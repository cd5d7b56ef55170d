package io.pondcrm.engagement.campaign;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
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
                    "Check segmentId; members of a new segment are known some seconds after it",
                    "请检查 segmentId；新分群的成员会在数秒后可用")),
    CAMPAIGN_STATE(
            HttpStatus.CONFLICT,
            new Text("Not possible as the campaign stands", "营销活动当前状态不允许此操作"),
            new Text(
                    "It is {0}: a draft is launched, a running one paused or stopped, a paused one"
                            + " launched again or stopped",
                    "当前状态为 {0}：草稿可启动，运行中可暂停或停止，已暂停可重新启动或停止"));

    private final Meaning meaning;

    CampaignProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
