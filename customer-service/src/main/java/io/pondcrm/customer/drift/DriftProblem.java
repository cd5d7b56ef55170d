package io.pondcrm.customer.drift;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

enum DriftProblem implements ProblemType {
    NO_SUCH_DRIFT_CHECK(
            HttpStatus.NOT_FOUND,
            new Text("Not found", "未找到"),
            new Text("There is no such check of copies", "没有此副本核对")),
    DRIFT_CHECK_GOES_ON(
            HttpStatus.CONFLICT,
            new Text("The check has not ended", "核对尚未结束"),
            new Text(
                    "What is to be repaired is known when the check's job has ended",
                    "核对任务结束后才能确定需要修复的内容"));

    private final Meaning meaning;

    DriftProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
