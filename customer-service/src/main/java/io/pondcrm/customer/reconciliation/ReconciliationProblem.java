package io.pondcrm.customer.reconciliation;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

enum ReconciliationProblem implements ProblemType {
    RECONCILIATION_SYSTEM_REQUIRED(
            HttpStatus.BAD_REQUEST,
            new Text("Whose customers are they?", "这些是谁的客户？"),
            new Text(
                    "Name the partner system in the query field system",
                    "请在查询参数 system 中填写合作伙伴系统")),
    RECONCILIATION_FOREIGN_SYSTEM(
            HttpStatus.NOT_FOUND,
            new Text("Not found", "未找到"),
            new Text("There is no such partner system, or it is not yours", "没有此合作伙伴系统，或它不属于您")),
    NO_SUCH_RECONCILIATION(
            HttpStatus.NOT_FOUND,
            new Text("Not found", "未找到"),
            new Text(
                    "There is no such reconciliation, it is not yours, or its job has not ended",
                    "没有此对账，或它不属于您，或其任务尚未结束"));

    private final Meaning meaning;

    ReconciliationProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
