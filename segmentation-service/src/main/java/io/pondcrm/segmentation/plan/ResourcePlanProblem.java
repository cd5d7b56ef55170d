package io.pondcrm.segmentation.plan;

import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of resource plans can act on. */
enum ResourcePlanProblem implements ProblemType {
    RESOURCE_PLAN_NOT_FOUND(
            NOT_FOUND,
            new Text("No such resource plan", "没有此资源计划"),
            new Text(
                    "GET /api/v1/resource-plans lists the plans there are",
                    "GET /api/v1/resource-plans 会列出现有计划")),
    RESOURCE_PLAN_HOURS_MISSING(
            UNPROCESSABLE_CONTENT,
            new Text("There is not enough time for every floor", "工时不足以满足各等级的最低服务水平"),
            new Text(
                    "{0} hours are missing: the floors take {1}, the teams have {2}. Give the teams"
                            + " more time or more tiers, or lower a minServiceLevel",
                    "缺少 {0} 小时：最低服务水平需要 {1} 小时，团队共有 {2} 小时。请增加团队工时或服务范围，或降低 minServiceLevel"));

    private final Meaning meaning;

    ResourcePlanProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
