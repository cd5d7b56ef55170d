package io.pondcrm.customer.quality;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What can go wrong with findings. */
enum QualityProblem implements ProblemType {
    FIELD_CHANGED_SINCE(
            HttpStatus.CONFLICT,
            new Text("The field was changed since", "该字段此后已被修改"),
            new Text(
                    "Nothing was changed: look at the customer, or run the check again",
                    "未作任何修改：请查看该客户，或重新运行检查")),
    FINDING_NOT_READY(
            HttpStatus.CONFLICT,
            new Text("Not in this state", "当前状态不允许此操作"),
            new Text(
                    "Only an open finding that is fixable can be put right, and only a fixed one"
                            + " taken back",
                    "只有可修复的未处理问题才能修复，只有已修复的问题才能撤销")),
    QUALITY_NOT_FOR_PARTNERS(
            HttpStatus.FORBIDDEN,
            new Text("Not for partner clients", "不对合作伙伴客户端开放"),
            new Text(
                    "Findings concern what all partners know: ask the company",
                    "检查结果涉及所有合作伙伴的数据：请联系本公司"));

    private final Meaning meaning;

    QualityProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
