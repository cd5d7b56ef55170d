package io.pondcrm.feedback.sla;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of policies and deadlines can act on. */
enum SlaProblem implements ProblemType {
    SLA_POLICY_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            new Text("No such service-level policy", "没有此服务级别策略"),
            new Text(
                    "GET /api/v1/sla-policies lists those there are",
                    "GET /api/v1/sla-policies 会列出现有策略")),
    SLA_CALENDAR_UNKNOWN(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("No such business calendar", "没有此工作日历"),
            new Text(
                    "Name one of GET /api/v1/business-calendars, or make it first",
                    "请使用 GET /api/v1/business-calendars 中的日历，或先创建日历")),
    SLA_BEYOND_HORIZON(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("Too far ahead", "期限过远"),
            new Text(
                    "So much business time takes more than ten years in this calendar: ask for fewer"
                            + " minutes",
                    "按此日历计算将超过十年：请减少分钟数")),
    SLA_TOO_MANY(
            HttpStatus.CONFLICT,
            new Text("Too many service-level policies", "服务级别策略过多"),
            new Text(
                    "There are {0} already: change one that is not needed any more",
                    "已有 {0} 个策略：请修改不再需要的策略"));

    private final Meaning meaning;

    SlaProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
