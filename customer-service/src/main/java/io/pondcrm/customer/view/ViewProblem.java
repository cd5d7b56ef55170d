package io.pondcrm.customer.view;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What can go wrong with views. */
enum ViewProblem implements ProblemType {
    NOT_FOR_PARTNERS(
            HttpStatus.FORBIDDEN,
            new Text("Not for partners", "不对合作伙伴开放"),
            new Text(
                    "This view joins what all systems know: read the customer and its transactions"
                            + " of your own system instead",
                    "此视图汇总所有系统的信息：请改为读取您自己系统中的客户及其交易"));

    private final Meaning meaning;

    ViewProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
