package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What can go wrong with requests of persons. */
enum PrivacyProblem implements ProblemType {
    RECEIPT_NOT_READY(
            HttpStatus.CONFLICT,
            new Text("There is no receipt yet", "尚无回执"),
            new Text(
                    "A receipt is made when all services have answered: GET the request for who is"
                            + " missing",
                    "所有服务答复之后才会生成回执：请查询该请求，查看尚缺哪些服务"));

    private final Meaning meaning;

    PrivacyProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
