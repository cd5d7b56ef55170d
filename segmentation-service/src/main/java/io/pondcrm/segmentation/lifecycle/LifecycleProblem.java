package io.pondcrm.segmentation.lifecycle;

import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;

/** What a caller of lifecycle stages can act on. */
enum LifecycleProblem implements ProblemType {
    LIFECYCLE_SCHEME_NOT_FOUND(
            new Text("No such lifecycle scheme", "没有此生命周期方案"),
            new Text(
                    "GET /api/v1/lifecycle-schemes lists the schemes there are",
                    "GET /api/v1/lifecycle-schemes 会列出现有方案")),
    LIFECYCLE_STAGE_NOT_FOUND(
            new Text("No such stage in this scheme", "此方案中没有该阶段"),
            new Text("The scheme's stages are {0}", "此方案的阶段有 {0}")),
    LIFECYCLE_STRATEGY_NOT_FOUND(
            new Text("No strategy for this stage", "此阶段没有策略"),
            new Text("PUT one at this place", "请在此处用 PUT 设置")),
    LIFECYCLE_UNKNOWN_CUSTOMER(
            new Text("No stage for this customer", "此客户没有生命周期阶段"),
            new Text(
                    "There is no such customer, or they were not yet known at that moment",
                    "没有此客户，或该时刻尚不认识此客户"));

    private final Meaning meaning;

    LifecycleProblem(Text title, Text detail) {
        meaning = new Meaning(NOT_FOUND, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
