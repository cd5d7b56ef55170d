package io.pondcrm.engagement.playbook;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of playbooks can act on. */
enum PlaybookProblem implements ProblemType {
    PLAYBOOK_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            new Text("No such playbook", "没有此策略手册"),
            new Text(
                    "GET /api/v1/playbooks lists the playbooks there are",
                    "GET /api/v1/playbooks 会列出现有策略手册")),
    PLAYBOOK_ID_UNFIT(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("A playbook can't have this id", "策略手册不能使用此 id"),
            new Text(
                    "Choose up to 60 letters, digits, - and _ that do not begin with cmp_ or car_",
                    "请使用最多 60 个字母、数字、- 和 _，且不以 cmp_ 或 car_ 开头")),
    PLAYBOOK_ACTION_FIXED(
            HttpStatus.CONFLICT,
            new Text("The playbook's action is of another kind", "策略手册的动作类型不同"),
            new Text(
                    "What was done to some would not compare with what is done to others: make"
                            + " another playbook and name it in the strategy",
                    "对不同客户采取的不同动作无法相互比较：请新建策略手册，并在阶段策略中引用它")),
    PLAYBOOK_RETIRED(
            HttpStatus.CONFLICT,
            new Text("The playbook is retired", "策略手册已停用"),
            new Text(
                    "Its enrolments are a record of the past: make another playbook and name it in"
                            + " the strategy",
                    "其入组记录已成为历史：请新建策略手册，并在阶段策略中引用它"));

    private final Meaning meaning;

    PlaybookProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
