package io.pondcrm.customer.assessment;

import io.pondcrm.chassis.basics.Text;
import io.pondcrm.customer.assessment.domain.Check;

/** What to do about each finding. */
final class AssessmentWords {

    private AssessmentWords() {}

    static Text adviceOn(Check check) {
        return switch (check) {
            case AUDIT_CHAIN_BROKEN ->
                    new Text(
                            "Compare the trail with a backup, and find out who can write to the"
                                    + " store: somebody did",
                            "请将审计记录与备份比对，并查明谁拥有数据库写权限：记录已被改动");
            case UNSEALED_PERSONAL_FIELD ->
                    new Text(
                            "Find out who writes this field; seal it with the customer's key, or"
                                    + " leave it out",
                            "请查明该字段的写入来源；应使用客户密钥加密，或不予保存");
            case AUDIT_KEY_MISSING ->
                    new Text(
                            "Set pond.audit.keys, the same for all instances, and keep it apart"
                                    + " from the store",
                            "请设置 pond.audit.keys（所有实例相同），并与数据库分开保存");
            case CONSENT_WITHOUT_EVIDENCE ->
                    new Text("Find the proof, or ask these customers again", "请补充证据，或重新征求这些客户的同意");
            case CONSENT_WITHOUT_NOTICE ->
                    new Text(
                            "Publish the notice these consents were given under, or ask again; then"
                                    + " set pond.privacy-notices.required",
                            "请发布这些授权所依据的隐私声明，或重新征求同意；随后启用 pond.privacy-notices.required");
            case NO_NOTICE_IN_FORCE -> new Text("Publish a privacy notice", "请发布隐私声明");
            case STALE_KEYS ->
                    new Text(
                            "POST /admin/key-rotations?service=customer, and only then take the old"
                                    + " key away",
                            "请调用 POST /admin/key-rotations?service=customer，完成后再移除旧密钥");
            case OVER_WIDE_CLIENT ->
                    new Text(
                            "Give administration and personal data to two clients",
                            "请将管理权限与个人数据权限分配给不同的客户端");
            case CLIENT_REFUSED_OFTEN ->
                    new Text(
                            "Ask its owner what it tries to do; block it if nobody knows",
                            "请向其负责人了解用途；若无人知晓，请予以停用");
            case READS_WITHOUT_PURPOSE ->
                    new Text(
                            "Let it send the header Purpose, or take customers:pii away",
                            "请要求其发送 Purpose 请求头，或收回 customers:pii 权限");
            case CURSOR_KEY_MISSING ->
                    new Text(
                            "Set pond.paging.key, the same for all instances",
                            "请设置 pond.paging.key（所有实例相同）");
        };
    }
}
