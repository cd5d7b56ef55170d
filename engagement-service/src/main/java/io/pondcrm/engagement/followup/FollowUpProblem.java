package io.pondcrm.engagement.followup;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of follow-ups can act on. */
enum FollowUpProblem implements ProblemType {
    FOLLOW_UP_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            new Text("No such follow-up", "没有此跟进任务"),
            new Text(
                    "GET /api/v1/follow-ups lists the tasks there are",
                    "GET /api/v1/follow-ups 会列出现有任务")),
    FOLLOW_UP_COMPLETED(
            HttpStatus.CONFLICT,
            new Text("It is completed already", "任务已完成"),
            new Text("It was completed as {0}; the first outcome counts", "任务已以 {0} 完成；以首次结果为准"));

    private final Meaning meaning;

    FollowUpProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
