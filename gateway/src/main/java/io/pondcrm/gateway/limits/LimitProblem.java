package io.pondcrm.gateway.limits;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

enum LimitProblem implements ProblemType {
    QUOTA_EXCEEDED(
            HttpStatus.TOO_MANY_REQUESTS,
            new Text("The budget is used up", "请求配额已用尽"),
            new Text(
                    "{0} calls in {1} seconds are allowed; wait for Retry-After, or use batches and imports",
                    "每 {1} 秒允许 {0} 次调用；请等待 Retry-After 指定的时间，或使用批量与导入接口")),
    BODY_TOO_LARGE(
            HttpStatus.CONTENT_TOO_LARGE,
            new Text("The body is too large", "请求正文过大"),
            new Text(
                    "At most {0} bytes are taken here; send fewer at a time, or use an import",
                    "此处最多接受 {0} 字节；请减少每次发送的内容，或使用导入接口")),
    URI_TOO_LONG(
            HttpStatus.URI_TOO_LONG,
            new Text("The path and query are too long", "路径和查询过长"),
            new Text(
                    "At most {0} bytes are taken; use the POST …/search form of a rich filter",
                    "最多接受 {0} 字节；复杂筛选请使用 POST …/search 形式")),
    HEADERS_TOO_LARGE(
            HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
            new Text("The headers are too large", "请求头过大"),
            new Text("At most {0} bytes of headers are taken", "请求头最多接受 {0} 字节"));

    private final Meaning meaning;

    LimitProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
