package io.pondcrm.customer.retention;

import static io.pondcrm.chassis.retention.RetentionRule.NO_LONGER;
import static io.pondcrm.chassis.retention.RetentionRule.byLaw;
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

/** Whatever customer-service stores is named here. */
@Component
class WhatIsKept implements RetentionRules {

    private static final String PROOF = "GDPR 5(2), 7(1); PIPL 14, 19";
    private static final Text HEARD = new Text("When we heard of it", "我方获知时");
    private static final Text MADE = new Text("When it was made", "创建时");

    @Override
    public List<RetentionRule> rules() {
        return List.of(
                limited(
                        "visitor-interactions",
                        Period.ofDays(395),
                        HEARD,
                        new Text(
                                "Somebody who has not told who they are within a year will not",
                                "一年内未表明身份的访客，其记录不再需要"),
                        NO_LONGER,
                        Store.of("interactions")),
                limited(
                        "customer-interactions",
                        Period.ofDays(1095),
                        HEARD,
                        new Text(
                                "What a customer did years ago no longer says what they like",
                                "客户多年前的行为已不能反映其当前偏好"),
                        NO_LONGER,
                        Store.of("interactions")),
                limited(
                        "timeline",
                        Period.ofDays(3650),
                        new Text("When it happened", "事项发生时"),
                        new Text(
                                "As long as what it tells of may have to be proven",
                                "保留至其所述事项可能需要举证的期限届满"),
                        PROOF,
                        Store.datedById("timeline", "evt")),
                limited(
                        "import-files",
                        Period.ofDays(30),
                        new Text("When a file was uploaded or written", "文件上传或生成时"),
                        new Text(
                                "Until rejected rows are corrected and sent again",
                                "保留至被拒绝的行更正并重新提交为止"),
                        NO_LONGER,
                        Store.of("imports"),
                        Store.of("importChunks"),
                        Store.of("importRejects")),
                limited(
                        "file-descriptions",
                        Period.ofDays(30),
                        MADE,
                        new Text("As long as the file that they describe", "与其所描述的文件保留期限相同"),
                        NO_LONGER,
                        Store.dated("exports", "createdAt"),
                        Store.dated("reconciliations", "createdAt")),
                limited(
                        "drift-checks",
                        Period.ofDays(30),
                        MADE,
                        new Text(
                                "Until the copies that differ are repaired, and that is looked at",
                                "保留至不一致的副本完成修复并经查看为止"),
                        NO_LONGER,
                        Store.dated("drift_asks", "createdAt"),
                        Store.dated("drift_checks", "createdAt"),
                        Store.dated("drift_differences", "foundAt")),
                untilErased(
                        "profiles",
                        new Text(
                                "As long as somebody is a customer, until they are erased",
                                "在客户关系存续期间保留，直至被删除"),
                        NO_LONGER,
                        "customers",
                        "contact_preferences",
                        "customer_preferences",
                        "customer_views",
                        "firmographics",
                        "organization_affiliations",
                        "merges",
                        "quality_findings",
                        "submissions",
                        "sync_conflicts",
                        "sync_states",
                        "visitors"),
                byLaw(
                        "purchases",
                        new Text(
                                "Accounts have to be kept; of an erased customer only amounts are",
                                "依法须保存账目；客户被删除后仅保留金额"),
                        "GDPR 6(1)(c), 17(3)(b); PIPL 13(3), 47",
                        "transactions"),
                byLaw(
                        "consents",
                        new Text("As long as a consent may have to be proven", "保留至授权可能需要举证的期限届满"),
                        PROOF,
                        "consents"),
                byLaw(
                        "rights",
                        new Text(
                                "What people asked for, and that it was done, may have to be proven;"
                                        + " what was collected for them goes after thirty days",
                                "个人提出的请求及其处理结果可能需要举证；为其收集的内容在三十天后删除"),
                        "GDPR 5(2), 12, 18; PIPL 44, 50",
                        "data_subject_requests",
                        "dossier_parts",
                        "legal_holds",
                        "processing_restrictions"),
                byLaw(
                        "privacy-notices",
                        new Text(
                                "They hold nothing personal, and prove what consents were given to",
                                "不含个人信息，用于证明授权所依据的内容"),
                        PROOF,
                        "privacyNotices",
                        "securityAssessments"),
                whileUsed(
                        "feeds",
                        new Text(
                                "Ids of what changed, until partners had time to read them",
                                "变更记录的标识，保留至合作伙伴有足够时间读取"),
                        NO_LONGER,
                        "feed_entries",
                        "feed_audiences",
                        "webhook_deliveries"),
                whileUsed(
                        "definitions",
                        new Text("The company's own; they hold nothing personal", "企业自有设置，不含个人信息"),
                        NO_LONGER,
                        "attribute_definitions",
                        "data_recipients",
                        "columnMappings",
                        "intakes",
                        "sync_policies",
                        "webhook_subscriptions"));
    }
}
