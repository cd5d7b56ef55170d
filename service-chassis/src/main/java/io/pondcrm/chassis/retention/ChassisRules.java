package io.pondcrm.chassis.retention;

import static io.pondcrm.chassis.retention.RetentionRule.NO_LONGER;
import static io.pondcrm.chassis.retention.RetentionRule.byLaw;
import static io.pondcrm.chassis.retention.RetentionRule.limited;
import static io.pondcrm.chassis.retention.RetentionRule.untilErased;
import static io.pondcrm.chassis.retention.RetentionRule.whileUsed;

import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.retention.RetentionRule.Store;
import java.time.Period;
import java.util.List;

/** What every service keeps because the chassis does. */
final class ChassisRules {

    private ChassisRules() {}

    static List<RetentionRule> rules() {
        return List.of(
                limited(
                        "ended-jobs",
                        Period.ofDays(30),
                        new Text("When a job ended", "作业结束时"),
                        new Text("To look up what was done", "用于查询已执行的操作"),
                        NO_LONGER,
                        Store.dated("jobs", "finishedAt")),
                whileUsed(
                        "repeated-answers",
                        new Text(
                                "Seven days, so that a repeated request is answered as before",
                                "保留七天，以便重复请求得到相同的响应"),
                        NO_LONGER,
                        "idempotencyKeys"),
                whileUsed(
                        "event-delivery",
                        new Text(
                                "What is being delivered, and by whom: it goes with the delivery",
                                "正在传递的内容及其执行者：传递完成后即删除"),
                        NO_LONGER,
                        "leases",
                        "parkedKeys",
                        "access_answers",
                        "copy_answers"),
                untilErased(
                        "customer-keys",
                        new Text(
                                "A customer's key opens what is sealed of them; erasure destroys it",
                                "客户密钥用于解封其数据；删除客户时予以销毁"),
                        "GDPR 17, 32; PIPL 47, 51",
                        "customer_keys"),
                byLaw(
                        "erasures",
                        new Text(
                                "Ids only, so that who was erased stays so", "仅保留标识，以确保已删除的客户不再出现"),
                        "GDPR 5(2), 17; PIPL 47, 54",
                        "erasures",
                        "erased_customers"),
                byLaw(
                        "audit-trail",
                        new Text(
                                "A chain of which nothing can be taken out; it holds ids, no values",
                                "审计链不可删减；其中仅有标识，不含具体数值"),
                        "GDPR 5(2), 32; PIPL 51, 54",
                        "auditEvents",
                        "auditHeads"),
                whileUsed(
                        "sweeps",
                        new Text("What was deleted and when: counts only", "删除的时间与数量：仅有计数"),
                        "GDPR 5(2); PIPL 54",
                        RetentionSweepDocument.COLLECTION));
    }
}
