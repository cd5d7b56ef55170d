package io.pondcrm.customer.feed;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

enum FeedProblem implements ProblemType {
    FEED_CURSOR_TOO_OLD(
            HttpStatus.GONE,
            new Text("Changes behind this cursor are no longer kept", "该游标之后的变更已不再保留"),
            new Text(
                    "Read the customers anew, or reconcile, and follow the feed from now on; it is"
                            + " kept from sequence {0} on",
                    "请重新读取客户数据或进行对账，然后从现在起跟随变更流；变更流自序号 {0} 起保留")),
    FEED_CURSOR_UNKNOWN(
            HttpStatus.BAD_REQUEST,
            new Text("This is no cursor of the change feed", "这不是变更流的游标"),
            new Text(
                    "Send the next of an answer as it was, latest to begin now, or nothing to begin"
                            + " with the oldest",
                    "请原样发送上一次响应中的 next；发送 latest 从现在开始，留空则从最早处开始")),
    UNKNOWN_EVENT_TYPE(
            HttpStatus.BAD_REQUEST,
            new Text("There is no such type of event", "没有此类事件"),
            new Text("Choose from {0}, separated by commas", "请从 {0} 中选择，以逗号分隔")),
    EVENT_TYPE_NOT_ALLOWED(
            HttpStatus.FORBIDDEN,
            new Text("Not allowed", "没有权限"),
            new Text(
                    "To hear of this a token needs the scope {0} as well",
                    "要接收此类事件，令牌还需要权限范围 {0}")),
    FEED_LIMIT_NOT_VALID(
            HttpStatus.BAD_REQUEST,
            new Text("The limit is not valid", "limit 无效"),
            new Text("Write a whole number from 1", "请填写从 1 开始的整数")),
    FEED_WINDOW_TOO_WIDE(
            HttpStatus.BAD_REQUEST,
            new Text("The window is not valid", "窗口无效"),
            new Text(
                    "Let from be no greater than to, and at most {0} sequences between them",
                    "from 不得大于 to，且两者之间最多 {0} 个序号")),
    TOO_MANY_STREAMS(
            HttpStatus.TOO_MANY_REQUESTS,
            new Text("Too many event streams are open", "打开的事件流过多"),
            new Text(
                    "A client may have {0} open at a time: close one first",
                    "每个客户端同时最多可打开 {0} 个：请先关闭一个"));

    private final Meaning meaning;

    FeedProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
