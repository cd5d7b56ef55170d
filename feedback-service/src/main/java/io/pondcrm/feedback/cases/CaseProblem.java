package io.pondcrm.feedback.cases;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of cases can act on. */
enum CaseProblem implements ProblemType {
    CASE_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            new Text("No such case", "没有此工单"),
            new Text(
                    "There is none, or it is not yours to see: check the id",
                    "工单不存在或您无权查看：请检查 id")),
    CASE_TRANSITION_NOT_POSSIBLE(
            HttpStatus.CONFLICT,
            new Text("Not possible in this state", "当前状态不允许此操作"),
            new Text(
                    "{1} is not possible while the case is {0}; possible are: {2}",
                    "工单处于 {0} 状态时不能执行 {1}；可执行的操作：{2}")),
    CASE_RESOLUTION_MISSING(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("The resolution is missing", "缺少解决方案"),
            new Text("Say in note how the case was resolved", "请在 note 中说明工单是如何解决的")),
    CASE_NOT_YOURS_TO_DECIDE(
            HttpStatus.FORBIDDEN,
            new Text("Not for partners to decide", "合作方不能执行此操作"),
            new Text("A partner tells what the customer did: {0}", "合作方只能告知客户的行为：{0}")),
    CASE_CUSTOMER_INVALID(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("No customer's id", "不是客户 id"),
            new Text(
                    "Send the id of a customer, such as cus_01h455vb4pex5vsknk084sn02q",
                    "请发送客户 id，例如 cus_01h455vb4pex5vsknk084sn02q")),
    CASE_RECEIVED_AT_INVALID(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("Not a moment of the last 30 days", "时间不在最近 30 天内"),
            new Text(
                    "receivedAt lies in the future or more than 30 days back: correct it or leave it"
                            + " out",
                    "receivedAt 在将来或早于 30 天前：请更正或省略")),
    CASE_FULL(
            HttpStatus.CONFLICT,
            new Text("The case takes no more of these", "工单已达上限"),
            new Text(
                    "It has {1} entries of {0} already: open another case and link it",
                    "{0} 已有 {1} 条：请新建工单并关联"));

    private final Meaning meaning;

    CaseProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
