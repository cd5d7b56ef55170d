package io.pondcrm.segmentation.tier;

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
