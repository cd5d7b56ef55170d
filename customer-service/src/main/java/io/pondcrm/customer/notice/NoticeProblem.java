package io.pondcrm.customer.notice;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What can go wrong with privacy notices. */
enum NoticeProblem implements ProblemType {
    NOTICE_PUBLISHED(
            new Text("The notice is published", "隐私声明已发布"),
            new Text(
                    "What customers were shown stays as it is: draft a new version",
                    "已向客户展示的内容不可更改：请起草新版本")),
    NOTICE_EXISTS(
            new Text("There is such a version", "该版本已存在"),
            new Text(
                    "Choose another name, or change the draft with its If-Match",
                    "请使用其他名称，或携带 If-Match 修改草稿"));

    private final Meaning meaning;

    NoticeProblem(Text title, Text detail) {
        meaning = new Meaning(HttpStatus.CONFLICT, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
