package io.pondcrm.chassis.jobs;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

enum JobProblem implements ProblemType {
    JOB_FINISHED(
            HttpStatus.CONFLICT,
            new Text("The job has ended already", "任务已经结束"),
            new Text("It can't be cancelled any more", "已无法取消")),
    JOB_BROKE_OFF(
            HttpStatus.INTERNAL_SERVER_ERROR,
            new Text("The job broke off", "任务中断"),
            new Text(
                    "It failed several times at the same place. Please report it with the job's id;"
                            + " what was done before stays done",
                    "任务在同一位置多次失败。请附上任务 id 报告此问题；已完成的部分会保留"));

    private final Meaning meaning;

    JobProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
