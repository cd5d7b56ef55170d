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
                    "答案会透露出生日期是否正确，因此只有具备 customers:pii 权限的客户端可以按出生日期查询：请省略该字段")),
    MERGED_AWAY(
            HttpStatus.TEMPORARY_REDIRECT,
            new Text("The customer was merged into another", "该客户已合并到另一位客户"),
            new Text("It is {0} now: follow Location", "现为 {0}：请按 Location 访问")),
    MERGED_ALREADY(
            HttpStatus.CONFLICT,
            new Text("Merged into somebody else", "已合并到其他客户"),
            new Text(
                    "The customer was merged into {0}: merge that one, or undo the merge first",
                    "该客户已合并到 {0}：请合并该客户，或先撤销合并")),
    MERGE_IN_PROGRESS(
            HttpStatus.CONFLICT,
            new Text("Another merge is under way", "另一项合并正在进行"),
            new Text(
                    "One of the two is part of another merge at this moment: try again in a second",
                    "两位客户之一正参与另一项合并：请稍后重试")),
    LATER_MERGE(
            HttpStatus.CONFLICT,
            new Text("A later merge stands on this one", "之后的合并依赖于此合并"),
            new Text(
                    "Undo merges in turn, the last one first; GET /customers/<id>/merges lists"
                            + " them",
                    "请按从后到先的顺序撤销合并；GET /customers/<id>/merges 会列出它们")),
    KINDS_DIFFER(
            HttpStatus.CONFLICT,
            new Text("A person is no organization", "个人与组织不能合并"),
            new Text(
                    "Only customers of one kind can be merged: check the kind of both",
                    "只能合并同类客户：请检查两者的类型")),
    NOT_FOR_PARTNERS(
            HttpStatus.FORBIDDEN,
            new Text("Not for partner clients", "不对合作伙伴客户端开放"),
            new Text(
                    "A merge concerns what all partners know: ask the company",
                    "合并涉及所有合作伙伴的数据：请联系本公司"));

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
