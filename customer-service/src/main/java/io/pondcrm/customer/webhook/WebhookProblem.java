package io.pondcrm.customer.webhook;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

enum WebhookProblem implements ProblemType {
    TOO_MANY_SUBSCRIPTIONS(
            HttpStatus.CONFLICT,
            new Text("There are too many subscriptions", "订阅过多"),
            new Text("You may have {0}: delete one you do not need", "最多可有 {0} 个：请删除不需要的订阅")),
    SUBSCRIPTION_NOT_ACTIVE(
            HttpStatus.CONFLICT,
            new Text("The subscription is not active", "订阅未处于启用状态"),
            new Text("Set its state to ACTIVE first", "请先将其状态设为 ACTIVE")),
    REPLAY_NOT_KEPT(
            HttpStatus.GONE,
            new Text("That is no longer kept", "所请求的内容已不再保留"),
            new Text(
                    "The change feed is kept from sequence {0} on: begin there, or reconcile",
                    "变更流自序号 {0} 起保留：请从该处开始，或进行对账"));

    private final Meaning meaning;

    WebhookProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
