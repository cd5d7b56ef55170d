package io.pondcrm.engagement.message;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of messages can act on. */
enum MessageProblem implements ProblemType {
    MESSAGE_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            new Text("No such message", "没有此消息"),
            new Text(
                    "GET /api/v1/campaigns/(id)/messages lists the messages of a campaign",
                    "GET /api/v1/campaigns/(id)/messages 会列出营销活动的消息")),
    MESSAGE_UNDECIDED(
            HttpStatus.NOT_FOUND,
            new Text("Nothing was decided yet", "尚未作出决定"),
            new Text("The turn of this message has not come: ask again later", "此消息尚未轮到处理：请稍后再查询"));

    private final Meaning meaning;

    MessageProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
