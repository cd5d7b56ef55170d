package io.pondcrm.chassis.http;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

enum HttpProblem implements ProblemType {
    PRECONDITION_REQUIRED(
            HttpStatus.PRECONDITION_REQUIRED,
            new Text("If-Match is missing", "缺少 If-Match"),
            new Text(
                    "Send If-Match with the ETag that you last read",
                    "请在 If-Match 中发送最近一次读取到的 ETag")),
    IF_MATCH_MALFORMED(
            HttpStatus.BAD_REQUEST,
            new Text("If-Match can't be read", "无法读取 If-Match"),
            new Text(
                    "Send the ETag as it came, quotes included, for example \"7\"",
                    "请按原样发送 ETag（包括引号），例如 \"7\"")),
    PRECONDITION_FAILED(
            HttpStatus.PRECONDITION_FAILED,
            new Text("Somebody changed it meanwhile", "其间已被他人修改"),
            new Text(
                    "Read it again, apply your change to the new version and send its ETag",
                    "请重新读取，在新版本上进行修改并发送其 ETag")),
    IDEMPOTENCY_KEY_MALFORMED(
            HttpStatus.BAD_REQUEST,
            new Text("The Idempotency-Key can't be read", "无法读取 Idempotency-Key"),
            new Text(
                    "Send 1 to 255 visible ASCII characters, quoted or not",
                    "请发送 1 到 255 个可见 ASCII 字符，可加引号")),
    REQUEST_STILL_RUNNING(
            HttpStatus.CONFLICT,
            new Text("The same request is still running", "相同的请求仍在处理中"),
            new Text(
                    "Send it again after the time in Retry-After for its answer",
                    "请在 Retry-After 指定的时间后重发以获取结果")),
    IDEMPOTENCY_KEY_REUSED(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("The Idempotency-Key belongs to another request", "Idempotency-Key 已用于其他请求"),
            new Text(
                    "Use a new key for a new request; repeat the old one unchanged, with a token of"
                            + " the same scopes",
                    "新的请求请使用新的键；重发旧请求时请保持内容和令牌权限范围不变"));

    private final Meaning meaning;

    HttpProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
