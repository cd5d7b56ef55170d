package io.pondcrm.customer.interaction;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.customer.interaction.domain.Flaw;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** What can go wrong with interactions. */
enum InteractionProblem implements ProblemType {
    INTERACTION_CONFLICT(
            HttpStatus.CONFLICT,
            new Text("Another interaction has this number", "该编号已属于另一次互动"),
            new Text(
                    "It was recorded as {0} and differs in {1}: send yours under a number of its"
                            + " own",
                    "它已记录为 {0}，不同之处：{1}。请使用新编号发送")),
    UNKNOWN_CUSTOMER(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("Nobody is known by this reference", "没有与此引用对应的客户"),
            new Text(
                    "Create the customer first, or send an anonymousId and say later who it was",
                    "请先创建该客户，或发送 anonymousId，之后再说明其身份")),
    VISITOR_OF_ANOTHER_CUSTOMER(
            HttpStatus.CONFLICT,
            new Text("The visitor is another customer", "该访客已属于另一位客户"),
            new Text(
                    "A visitor is one customer at most, and stays so: check the anonymousId",
                    "一个访客最多对应一位客户且不再变更：请检查 anonymousId")),
    FOREIGN_SYSTEM(
            HttpStatus.FORBIDDEN,
            new Text("Not your system", "不是您的系统"),
            new Text(
                    "Your client is bound to one partner system: leave out system, or name that"
                            + " one",
                    "您的客户端绑定到一个合作伙伴系统：请省略 system，或填写该系统"));

    private final Meaning meaning;

    InteractionProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }

    /** A flaw in the words that callers see. */
    static FieldError describe(Flaw flaw) {
        return new FieldError(
                flaw.pointer(),
                flaw.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                switch (flaw.kind()) {
                    case IN_FUTURE -> new Text("Later than now: check the zone", "晚于当前时间：请检查时区");
                    case TEXT_FORMAT ->
                            new Text("1 to 200 characters on one line", "应为一行 1 到 200 个字符");
                    case CODE_FORMAT ->
                            new Text(
                                    "1 to 64 lower-case letters, digits, dots and hyphens: a code,"
                                            + " not a text",
                                    "应为 1 到 64 个小写字母、数字、点或连字符：是代码而非文本");
                });
    }
}
