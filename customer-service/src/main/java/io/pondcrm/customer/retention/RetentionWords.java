package io.pondcrm.customer.retention;

import io.pondcrm.chassis.basics.Text;
import io.pondcrm.customer.retention.domain.DataKind;

/** Why each kind of data is kept so long and no longer. */
final class RetentionWords {

    private RetentionWords() {}

    static Text reasonOf(DataKind kind) {
        return switch (kind) {
            case VISITOR_INTERACTIONS ->
                    new Text(
                            "Somebody who has not told who they are within a year will not",
                            "一年内未表明身份的访客，其记录不再需要");
            case CUSTOMER_INTERACTIONS ->
                    new Text(
                            "What a customer did years ago no longer says what they like",
                            "客户多年前的行为已不能反映其当前偏好");
            case TIMELINE ->
                    new Text(
                            "As long as what it tells of may have to be proven",
                            "保留至其所述事项可能需要举证的期限届满");
            case IMPORT_FILES ->
                    new Text(
                            "Until rejected rows are corrected and sent again",
                            "保留至被拒绝的行更正并重新提交为止");
            case ENDED_JOBS -> new Text("To look up what was done", "用于查询已执行的操作");
            case REPEATED_ANSWERS ->
                    new Text(
                            "Seven days, so that a repeated request is answered as before",
                            "保留七天，以便重复请求得到相同的响应");
            case PROFILES ->
                    new Text(
                            "As long as somebody is a customer, until they are erased",
                            "在客户关系存续期间保留，直至被删除");
            case PURCHASES ->
                    new Text(
                            "Accounts have to be kept; of an erased customer only amounts are",
                            "依法须保存账目；客户被删除后仅保留金额");
            case CONSENTS ->
                    new Text("As long as a consent may have to be proven", "保留至授权可能需要举证的期限届满");
            case PRIVACY_NOTICES ->
                    new Text(
                            "They hold nothing personal, and prove what consents were given to",
                            "不含个人信息，用于证明授权所依据的内容");
            case AUDIT_TRAIL ->
                    new Text(
                            "A chain of which nothing can be taken out; it holds ids, no values",
                            "审计链不可删减；其中仅有标识，不含具体数值");
        };
    }

    /** The articles that say so, in no language. */
    static String lawOf(DataKind kind) {
        return switch (kind) {
            case VISITOR_INTERACTIONS,
                    CUSTOMER_INTERACTIONS,
                    IMPORT_FILES,
                    ENDED_JOBS,
                    REPEATED_ANSWERS,
                    PROFILES ->
                    "GDPR 5(1)(e); PIPL 19";
            case TIMELINE, CONSENTS, PRIVACY_NOTICES -> "GDPR 5(2), 7(1); PIPL 14, 19";
            case PURCHASES -> "GDPR 6(1)(c), 17(3)(b); PIPL 13(3), 47";
            case AUDIT_TRAIL -> "GDPR 5(2), 32; PIPL 51, 54";
        };
    }
}
