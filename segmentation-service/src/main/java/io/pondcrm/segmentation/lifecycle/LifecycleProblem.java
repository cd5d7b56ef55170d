package io.pondcrm.segmentation.lifecycle;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of lifecycle stages can act on. */
enum LifecycleProblem implements ProblemType {
    LIFECYCLE_SCHEME_NOT_FOUND(
            NOT_FOUND,
            new Text("No such lifecycle scheme", "没有此生命周期方案"),
            new Text(
                    "GET /api/v1/lifecycle-schemes lists the schemes there are",
                    "GET /api/v1/lifecycle-schemes 会列出现有方案")),
    LIFECYCLE_SCHEME_NOT_IN_FORCE(
            NOT_FOUND,
            new Text("This lifecycle scheme gives no stages then", "此生命周期方案在该时刻不生效"),
            new Text(
                    "It is not published yet, or retired: GET …/versions tells when it was in force",
                    "方案尚未发布或已停用：GET …/versions 会列出各版本的生效时间")),
    LIFECYCLE_SCHEME_BUILT_IN(
            CONFLICT,
            new Text("This lifecycle scheme is built in", "此生命周期方案为内置方案"),
            new Text("Make a scheme with another id", "请使用其他 id 新建方案")),
    LIFECYCLE_SCHEME_EXISTS(
            CONFLICT,
            new Text("There is a lifecycle scheme of this id", "此 id 的生命周期方案已存在"),
            new Text("POST …/versions begins its next version", "请用 POST …/versions 新建下一版本")),
    LIFECYCLE_SCHEME_DRAFT_EXISTS(
            CONFLICT,
            new Text("The next version is being written already", "下一版本的草稿已存在"),
            new Text("Change or publish version {0}", "请修改或发布第 {0} 版")),
    LIFECYCLE_SCHEME_NO_DRAFT(
            CONFLICT,
            new Text("This lifecycle scheme has no draft", "此生命周期方案没有草稿"),
            new Text(
                    "A published version never changes: POST …/versions begins the next",
                    "已发布的版本不可修改：请用 POST …/versions 新建下一版本")),
    LIFECYCLE_SCHEME_NOT_PUBLISHED(
            CONFLICT,
            new Text("Nothing of this lifecycle scheme is published", "此生命周期方案没有已发布的版本"),
            new Text("There is nothing to retire", "没有可停用的版本")),
    LIFECYCLE_SCHEME_TOO_MANY(
            CONFLICT,
            new Text("There are too many lifecycle schemes", "生命周期方案过多"),
            new Text("At most {0}", "最多 {0} 个")),
    LIFECYCLE_SIMULATION_NOT_FOUND(
            NOT_FOUND,
            new Text("No such simulation", "没有此模拟"),
            new Text("POST …/simulations starts one", "请用 POST …/simulations 发起模拟")),
    LIFECYCLE_STAGE_NOT_FOUND(
            NOT_FOUND,
            new Text("No such stage in this scheme", "此方案中没有该阶段"),
            new Text("The scheme's stages are {0}", "此方案的阶段有 {0}")),
    LIFECYCLE_STRATEGY_NOT_FOUND(
            NOT_FOUND,
            new Text("No strategy for this stage", "此阶段没有策略"),
            new Text("PUT one at this place", "请在此处用 PUT 设置")),
    LIFECYCLE_UNKNOWN_CUSTOMER(
            NOT_FOUND,
            new Text("No stage for this customer", "此客户没有生命周期阶段"),
            new Text(
                    "There is no such customer, or they were not yet known at that moment",
                    "没有此客户，或该时刻尚不认识此客户"));

    private final Meaning meaning;

    LifecycleProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
