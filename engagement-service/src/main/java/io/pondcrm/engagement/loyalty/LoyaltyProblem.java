package io.pondcrm.engagement.loyalty;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of accounts of points can act on. */
enum LoyaltyProblem implements ProblemType {
    LOYALTY_ACCOUNT_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            new Text("No such account of points", "没有此积分账户"),
            new Text(
                    "An account goes by its customer's id, until the customer is erased",
                    "积分账户以客户 id 为标识，客户被删除后账户不复存在")),
    POINTS_SHORT(
            HttpStatus.CONFLICT,
            new Text("There are not so many points", "积分不足"),
            new Text("{0} points can be spent now; nothing was taken", "当前可用积分为 {0}；未扣除任何积分")),
    EARNING_RULE_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            new Text("No such earning rule", "没有此积分规则"),
            new Text(
                    "GET /api/v1/earning-rules lists the rules there are",
                    "GET /api/v1/earning-rules 会列出现有积分规则"));

    private final Meaning meaning;

    LoyaltyProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
