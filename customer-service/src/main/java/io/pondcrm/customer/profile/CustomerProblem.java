package io.pondcrm.customer.profile;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.customer.profile.domain.Flaw;
import io.pondcrm.customer.profile.domain.Transfers;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** What can go wrong with customers. */
enum CustomerProblem implements ProblemType {
    EXTERNAL_ID_TAKEN(
            HttpStatus.CONFLICT,
            new Text("Another customer has this external id", "该外部编号已属于另一位客户"),
            new Text(
                    "Read that customer with GET /customers/by-external-id/<system>/<key>; remove"
                            + " the external id there before you give it to another",
                    "请用 GET /customers/by-external-id/<system>/<key> 查看该客户；先在那里删除此外部编号，再分配给其他客户")),
    LATER_REVISION_TOLD(
            HttpStatus.CONFLICT,
            new Text("A later state was told before", "此前已收到更新的版本"),
            new Text(
                    "You told us revision {0} before: send the customer as it is now",
                    "您此前已提交版本 {0}：请发送该客户的当前状态")),
    TRANSFER_REFUSED(
            HttpStatus.FORBIDDEN,
            new Text("These data must not leave their region", "这些数据不得出境"),
            new Text(
                    "{0}: the customer is in another region than your system. It takes a mechanism"
                            + " in PUT /data-recipients/<system> and the customer''s consent to"
                            + " CROSS_BORDER",
                    "{0}：该客户与您的系统不在同一区域。须先通过 PUT /data-recipients/<system> 登记传输机制，"
                            + "并取得客户对 CROSS_BORDER 的单独同意")),
    FOREIGN_SYSTEM(
            HttpStatus.FORBIDDEN,
            new Text("Not your system", "不是您的系统"),
            new Text(
                    "Your client is bound to the partner system {0}: use that one",
                    "您的客户端绑定到合作伙伴系统 {0}：请使用该系统"));

    private final Meaning meaning;

    CustomerProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }

    static ProblemException transferRefused(Transfers.Refusal why) {
        return TRANSFER_REFUSED.exception(why.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /**
     * A flaw in the words that callers see.
     *
     * @param prefix where the profile lies in the body; empty for the whole
     */
    static FieldError describe(Flaw flaw, String prefix) {
        return new FieldError(
                prefix + flaw.pointer(),
                flaw.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                textOf(flaw.kind()));
    }

    private static Text textOf(Flaw.Kind kind) {
        return switch (kind) {
            case EMAIL_FORMAT ->
                    new Text(
                            "Write an address such as wang@example.org",
                            "请填写邮箱地址，例如 wang@example.org");
            case PHONE_FORMAT ->
                    new Text(
                            "Use the international form, e.g. +8613800138000",
                            "请使用国际格式，例如 +8613800138000");
            case DATE_FORMAT ->
                    new Text(
                            "Write a date from 1900 until today, such as 1990-02-28",
                            "请填写 1900 年至今的日期，例如 1990-02-28");
            case UNKNOWN_VALUE -> new Text("Use one of the documented values", "请使用文档列出的值");
            case REGION_FORMAT ->
                    new Text("Use ISO 3166, for example CN-SH or CN", "请使用 ISO 3166，例如 CN-SH 或 CN");
            case LOCALE_FORMAT -> new Text("Use BCP 47, for example zh-CN", "请使用 BCP 47，例如 zh-CN");
            case TIME_ZONE_FORMAT ->
                    new Text(
                            "Use an IANA zone, for example Asia/Shanghai",
                            "请使用 IANA 时区，例如 Asia/Shanghai");
            case EMPTY ->
                    new Text(
                            "Write something, or send null to clear the field",
                            "请填写内容，或发送 null 清除该字段");
            case TOO_LONG -> new Text("Longer than the field holds", "超出该字段的长度限制");
            case TEXT_FORMAT ->
                    new Text(
                            "Write plain text on one line; names of attributes are letters and digits",
                            "请填写单行纯文本；属性名只能使用字母和数字");
            case MASKED_VALUE ->
                    new Text(
                            "This is a masked value: leave the field out to keep what is stored",
                            "这是脱敏后的值：如需保留原值，请省略此字段");
            case EXTERNAL_ID_FORMAT ->
                    new Text(
                            "System: lower-case letters, digits, hyphens; key: 1 to 200 characters"
                                    + " without white space",
                            "system：小写字母、数字、连字符；key：1 到 200 个不含空白的字符");
            case DUPLICATE_SYSTEM -> new Text("One external id of each system", "每个系统只能有一个外部编号");
            case REQUIRED -> new Text("This field is needed", "此字段为必填");
            case UNKNOWN_ATTRIBUTE ->
                    new Text(
                            "No such attribute is defined: see GET /attribute-definitions",
                            "没有定义该属性：请查看 GET /attribute-definitions");
            case RETIRED_ATTRIBUTE ->
                    new Text("This attribute takes no new values", "该属性已停用，不再接受新值");
            case ATTRIBUTE_NUMBER ->
                    new Text("Write a decimal number, such as -12.5", "请填写十进制数，例如 -12.5");
            case ATTRIBUTE_BOOLEAN -> new Text("Write true or false", "请填写 true 或 false");
            case ATTRIBUTE_DATE ->
                    new Text("Write a date, such as 2026-03-01", "请填写日期，例如 2026-03-01");
            case OUT_OF_RANGE ->
                    new Text("Outside of what the attribute is defined for", "超出该属性定义的范围");
            case SENSITIVE_WITHOUT_CONSENT ->
                    new Text(
                            "Sensitive: record the customer's consent to SENSITIVE_DATA over ANY"
                                    + " channel first, POST …/consents",
                            "敏感属性：请先通过 POST …/consents 登记客户对 SENSITIVE_DATA" + "（渠道 ANY）的单独同意");
        };
    }
}
