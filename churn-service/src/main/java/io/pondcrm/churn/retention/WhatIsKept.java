package io.pondcrm.churn.retention;

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

/** Whatever churn-service stores is named here. */
@Component
class WhatIsKept implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(
                limited(
                                "purchases",
                                Period.ofYears(30),
                                new Text("When somebody bought", "购买时"),
                                new Text(
                                        "A customer's own rhythm rests on all of them; no longer than"
                                                + " vouchers are kept, which is thirty years in China"
                                                + " and ten in Germany",
                                        "客户自身的购买节奏以全部购买为依据；不超过会计凭证保管期限：中国三十年，德国十年"),
                                "GDPR 5(1)(e), 6(1)(f); HGB 257; PIPL 19; MOF Order 79 (2015)",
                                Store.of("standings"))
                        .atLeast(Period.ofYears(3)),
                limited(
                                "histories",
                                Period.ofYears(10),
                                new Text(
                                        "When it was last heard of, or a warning ended",
                                        "最近一次获知时，或预警结束时"),
                                new Text(
                                        "Days of contact, cases, answers and past warnings: a score"
                                                + " may be disputed for ten years",
                                        "联系日期、工单、问卷回答与历史预警：评分十年内可能产生争议"),
                                "GDPR 5(1)(e), 22(3); BGB 199(4); PIPL 19, 24",
                                Store.of("standings"))
                        .atLeast(Period.ofYears(3)),
                untilErased(
                        "standings",
                        new Text(
                                "The score and warning of now, as long as somebody is a customer",
                                "客户当前的评分与预警，在客户关系存续期间保留"),
                        NO_LONGER,
                        "standings"),
                whileUsed(
                        "left-standings",
                        new Text(
                                "Of nobody: what reports count of those who were erased",
                                "不属于任何人：报表对已删除客户的统计"),
                        "GDPR 5(1)(e), 89; PIPL 4",
                        "left_standings"),
                whileUsed(
                        "definitions",
                        new Text("The company's own; they hold nothing personal", "企业自有设置，不含个人信息"),
                        NO_LONGER,
                        "churnDefinitions"));
    }
}
