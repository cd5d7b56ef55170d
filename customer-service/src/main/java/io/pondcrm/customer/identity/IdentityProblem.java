package io.pondcrm.customer.identity;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.customer.profile.domain.Flaw;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** What can go wrong when doubles are looked for. */
enum IdentityProblem implements ProblemType {
    FOREIGN_SYSTEM(
            HttpStatus.FORBIDDEN,
            new Text("Not your system", "不是您的系统"),
            new Text(
                    "Your client is bound to one partner system: ask by its external ids only",
                    "您的客户端绑定到一个合作伙伴系统：只能按该系统的外部编号查询")),
    BIRTH_DATE_IS_PERSONAL(
            HttpStatus.FORBIDDEN,
            new Text("Not by date of birth", "不能按出生日期查询"),
            new Text(
                    "Only clients with customers:pii may ask by a date of birth, since answers tell"
                            + " whether it is right: leave it out",
                    "答案会透露出生日期是否正确，因此只有具备 customers:pii 权限的客户端可以按出生日期查询：请省略该字段"));

    private final Meaning meaning;

    IdentityProblem(HttpStatus status, Text title, Text detail) {
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
                new Text(
                        "Write it as a customer's field of this name is written",
                        "请按客户档案中同名字段的格式填写"));
    }
}
