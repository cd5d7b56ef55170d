package io.pondcrm.churn.warning;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of churn warnings can act on. */
enum WarningProblem implements ProblemType {
    CHURN_WARNING_NOT_FOUND(
            NOT_FOUND,
            new Text("No such churn warning", "没有此流失预警"),
            new Text(
                    "GET /api/v1/churn-warnings lists the warnings that are open",
                    "GET /api/v1/churn-warnings 会列出未关闭的预警")),
    CHURN_WARNING_CLOSED(
            CONFLICT,
            new Text("The warning is closed", "该预警已关闭"),
            new Text(
                    "It ended as {0} and can't be moved on; another one is raised if the customer"
                            + " falls silent again",
                    "该预警已以 {0} 结束，不能再变更；客户再次沉默时会产生新的预警"));

    private final Meaning meaning;

    WarningProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
