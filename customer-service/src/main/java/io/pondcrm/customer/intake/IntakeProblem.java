package io.pondcrm.customer.intake;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What can go wrong with forms and sources. */
enum IntakeProblem implements ProblemType {
    INTAKE_RETIRED(
            HttpStatus.CONFLICT,
            new Text("This takes nothing any more", "该表单或来源已停用"),
            new Text("Use the form that took its place", "请使用替代的表单")),
    INTAKE_NOT_FOR_PARTNERS(
            HttpStatus.FORBIDDEN,
            new Text("Not for partner clients", "不对合作伙伴客户端开放"),
            new Text(
                    "Answers are matched with all customers: use PUT /customers/by-external-id",
                    "答案会与所有客户匹配：请使用 PUT /customers/by-external-id"));

    private final Meaning meaning;

    IntakeProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
