package io.pondcrm.feedback.retention;

import static io.pondcrm.chassis.retention.RetentionRule.NO_LONGER;
import static io.pondcrm.chassis.retention.RetentionRule.limited;
import static io.pondcrm.chassis.retention.RetentionRule.untilErased;
import static io.pondcrm.chassis.retention.RetentionRule.whileUsed;

import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.retention.RetentionRule;
import io.pondcrm.chassis.retention.RetentionRule.Store;
import io.pondcrm.chassis.retention.RetentionRules;
import java.time.Period;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whatever feedback-service stores is named here. */
@Component
class WhatIsKept implements RetentionRules {

    /** The usual limitation of claims: the third year's end in Germany, three years in China. */
    private static final String CLAIMS = "GDPR 5(1)(e), 17(3)(e); BGB 195; PIPL 19; Civil Code 188";

    private static final Period YEARS = Period.ofDays(1095);

    @Override
    public List<RetentionRule> rules() {
        return List.of(
                limited(
                        "closed-cases",
                        YEARS,
                        new Text("When a case was closed", "工单关闭时"),
                        new Text(
                                "What was complained of, and what was done, may be disputed for"
                                        + " three years",
                                "投诉内容及处理情况三年内可能产生争议"),
                        CLAIMS,
                        Store.dated("cases", "closedAt")),
                limited(
                        "survey-answers",
                        YEARS,
                        new Text("When the answer came", "收到回答时"),
                        new Text("Satisfaction is compared over three years at most", "满意度最多比较三年"),
                        NO_LONGER,
                        Store.dated("survey_invitations", "sortedAt").where("answered", true)),
                limited(
                                "unused-invitations",
                                Period.ofDays(366),
                                new Text("When somebody was invited", "发出邀请时"),
                                new Text(
                                        "An invitation is good for a year at most, and keeps the next"
                                                + " one away as long",
                                        "邀请最长有效一年，并在同等期限内避免再次打扰"),
                                NO_LONGER,
                                Store.dated("survey_invitations", "invitedAt")
                                        .where("answered", false))
                        .atLeast(Period.ofDays(366)),
                untilErased(
                        "people",
                        new Text(
                                "Tiers, benefits and merges as they are now, as long as somebody is a"
                                        + " customer",
                                "等级、权益及合并关系的当前状态，在客户关系存续期间保留"),
                        NO_LONGER,
                        "customer_entitlements",
                        "customer_tiers",
                        "merges"),
                whileUsed(
                        "definitions",
                        new Text("The company's own; they hold nothing personal", "企业自有设置，不含个人信息"),
                        NO_LONGER,
                        "business_calendars",
                        "sla_policies",
                        "surveys"));
    }
}
