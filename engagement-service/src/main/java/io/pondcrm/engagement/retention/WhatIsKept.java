package io.pondcrm.engagement.retention;

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

/** Whatever engagement-service stores is named here. */
@Component
class WhatIsKept implements RetentionRules {

    /** The usual limitation of claims: the third year's end in Germany, three years in China. */
    private static final String CLAIMS = "GDPR 5(1)(e), 17(3)(e); BGB 195; PIPL 19; Civil Code 188";

    private static final Period YEARS = Period.ofDays(1095);

    @Override
    public List<RetentionRule> rules() {
        return List.of(
                limited(
                        "messages",
                        YEARS,
                        new Text("When a message was made", "消息创建时"),
                        new Text(
                                "Why somebody was addressed, or not, may be disputed for three years",
                                "是否及为何联系客户，三年内可能产生争议"),
                        CLAIMS,
                        Store.dated("messages", "createdAt")),
                limited(
                        "campaigns",
                        YEARS,
                        new Text("When a campaign was launched last", "营销活动最近一次启动时"),
                        new Text(
                                "Who was in an audience goes with what was sent to it",
                                "受众名单与所发送的消息同时删除"),
                        CLAIMS,
                        Store.dated("campaigns", "launchedAt"),
                        Store.part("campaign_audience", "campaignId")),
                limited(
                        "follow-ups",
                        YEARS,
                        new Text("When a task was opened", "任务创建时"),
                        new Text(
                                "What was done about a warning is of no use when it is years old",
                                "多年前对预警的处理已无参考价值"),
                        NO_LONGER,
                        Store.dated("follow_ups", "openedAt")),
                limited(
                                "enrolments",
                                YEARS,
                                new Text("When it was decided upon", "作出决定时"),
                                new Text(
                                        "Effects of playbooks are compared over three years at most",
                                        "策略手册的效果最多比较三年"),
                                NO_LONGER,
                                Store.dated("enrolments", "decidedAt"))
                        .atLeast(Period.ofDays(365)),
                limited(
                                "playbook-sales",
                                Period.ofDays(15),
                                new Text("When somebody bought", "购买时"),
                                new Text(
                                        "Until no entry before a sale can be heard of any more",
                                        "保留至不可能再收到早于该笔交易的阶段变更为止"),
                                NO_LONGER,
                                Store.dated("playbook_sales", "occurredAt"))
                        .atLeast(Period.ofDays(15)),
                untilErased(
                        "people",
                        new Text(
                                "Day and month of birth, benefits, caps and merges as they are now,"
                                        + " as long as somebody is a customer",
                                "生日（月、日）、权益、频次上限及合并关系的当前状态，在客户关系存续期间保留"),
                        NO_LONGER,
                        "birthdays",
                        "cap_claims",
                        "customer_entitlements",
                        "merges"),
                untilErased(
                        "points",
                        new Text(
                                "What a customer has of points is the sum of all that was ever booked",
                                "客户积分余额为全部入账记录之和"),
                        CLAIMS,
                        "loyalty_entries"),
                whileUsed(
                        "definitions",
                        new Text("The company's own; they hold nothing personal", "企业自有设置，不含个人信息"),
                        NO_LONGER,
                        "care_programs",
                        "earning_rules",
                        "playbooks",
                        "templates"));
    }
}
