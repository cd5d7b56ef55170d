package io.pondcrm.engagement.care;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of care programs can act on. */
enum CareProblem implements ProblemType {
    CARE_PROGRAM_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            new Text("No such care program", "没有此关怀计划"),
            new Text(
                    "GET /api/v1/care-programs lists the programs there are",
                    "GET /api/v1/care-programs 会列出现有计划")),
    CARE_TEMPLATE_UNKNOWN(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("The template is not there", "模板不存在"),
            new Text(
                    "Make it by POST /api/v1/templates, or name another",
                    "请通过 POST /api/v1/templates 创建模板，或指定其他模板")),
    CARE_ZONE_UNKNOWN(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("No such time zone", "没有此时区"),
            new Text("Send an IANA name such as Asia/Shanghai", "请使用 IANA 名称，例如 Asia/Shanghai"));

    private final Meaning meaning;

    CareProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
