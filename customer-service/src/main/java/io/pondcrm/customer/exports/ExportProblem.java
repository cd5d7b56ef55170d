package io.pondcrm.customer.exports;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

enum ExportProblem implements ProblemType {
    EXPORT_SYSTEM(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("There is no such partner system", "没有此合作伙伴系统"),
            new Text("Name your own system, or leave it out", "请填写您自己的系统，或不填写")),
    NO_SUCH_EXPORT(
            HttpStatus.NOT_FOUND,
            new Text("Not found", "未找到"),
            new Text(
                    "There is no such export, it is not yours, its job has not ended, or its time is"
                            + " over: start it again with POST /exports/…",
                    "没有此导出，或它不属于您，或其任务尚未结束，或已过保留期：请用 POST /exports/… 重新导出"));

    private final Meaning meaning;

    ExportProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
