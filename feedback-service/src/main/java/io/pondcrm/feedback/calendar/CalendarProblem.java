package io.pondcrm.feedback.calendar;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of business calendars can act on. */
enum CalendarProblem implements ProblemType {
    CALENDAR_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            new Text("No such business calendar", "没有此工作日历"),
            new Text(
                    "GET /api/v1/business-calendars lists those there are",
                    "GET /api/v1/business-calendars 会列出现有工作日历")),
    CALENDAR_TOO_MANY_VERSIONS(
            HttpStatus.CONFLICT,
            new Text("Changed too often", "修改次数过多"),
            new Text(
                    "A calendar keeps {0} versions: make a new calendar and name it in the policies",
                    "一个日历最多保留 {0} 个版本：请新建日历并在服务策略中引用它"));

    private final Meaning meaning;

    CalendarProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
