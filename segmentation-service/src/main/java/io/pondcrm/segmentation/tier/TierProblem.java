package io.pondcrm.segmentation.tier;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of tiers can act on. */
enum TierProblem implements ProblemType {
    TIER_SCHEME_NOT_FOUND(
            NOT_FOUND,
            new Text("No such tier scheme", "没有此等级方案"),
            new Text(
                    "GET /api/v1/tier-schemes lists the schemes there are",
                    "GET /api/v1/tier-schemes 会列出现有方案")),
    TIER_SCHEME_NOT_IN_FORCE(
            NOT_FOUND,
            new Text("This tier scheme gives no tiers then", "此等级方案在该时刻不生效"),
            new Text(
                    "It is not published yet, or retired: GET …/versions tells when it was in force",
                    "方案尚未发布或已停用：GET …/versions 会列出各版本的生效时间")),
    TIER_SCHEME_DRAFT_EXISTS(
            CONFLICT,
            new Text("The next version is being written already", "下一版本的草稿已存在"),
            new Text("Change or publish version {0}", "请修改或发布第 {0} 版")),
    TIER_SCHEME_NO_DRAFT(
            CONFLICT,
            new Text("This tier scheme has no draft", "此等级方案没有草稿"),
            new Text(
                    "A published version never changes: POST /api/v1/tier-schemes begins the next",
                    "已发布的版本不可修改：请用 POST /api/v1/tier-schemes 新建下一版本")),
    TIER_SCHEME_NOT_PUBLISHED(
            CONFLICT,
            new Text("Nothing of this tier scheme is published", "此等级方案没有已发布的版本"),
            new Text("There is nothing to retire or to draw cut points for", "没有可停用或可更新分数线的版本")),
    TIER_SCHEME_TOO_MANY(
            CONFLICT,
            new Text("There are too many tier schemes", "等级方案过多"),
            new Text("At most {0}", "最多 {0} 个")),
    TIER_SIMULATION_NOT_FOUND(
            NOT_FOUND,
            new Text("No such simulation", "没有此模拟"),
            new Text("POST …/simulations starts one", "请用 POST …/simulations 发起模拟")),
    TIER_SCHEME_NOT_SIMULATED(
            CONFLICT,
            new Text("The draft has quotas and was not tried out", "草稿含有名额，尚未模拟"),
            new Text(
                    "POST …/simulations finds the points that its quotas come to",
                    "请先 POST …/simulations：模拟会得出名额对应的分数线")),
    TIER_SCHEME_NO_QUOTAS(
            CONFLICT,
            new Text("No tier of the published version has a quota", "已发布的版本没有名额等级"),
            new Text("There are no cut points to draw", "没有可更新的分数线")),
    TIER_SIMULATION_RUNNING(
            CONFLICT,
            new Text("This simulation is not done yet", "此模拟尚未完成"),
            new Text("Its job tells how far it is", "进度请查看对应的任务")),
    TIER_OVERRIDE_NOT_FOUND(
            NOT_FOUND,
            new Text("No such override", "没有此人工调级"),
            new Text(
                    "GET …/tier/overrides lists those of the customer",
                    "GET …/tier/overrides 会列出该客户的人工调级")),
    TIER_NOT_FOUND(
            NOT_FOUND,
            new Text("No such tier in this scheme", "此方案中没有该等级"),
            new Text("The scheme's levels are {0}", "此方案的等级有 {0}")),
    TIER_UNKNOWN_CUSTOMER(
            NOT_FOUND,
            new Text("No tier for this customer", "此客户没有等级"),
            new Text(
                    "There is no such customer, or they were not yet known at that moment",
                    "没有此客户，或该时刻尚不认识此客户"));

    private final Meaning meaning;

    TierProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
