package io.pondcrm.chassis.web;

import static org.springframework.http.HttpStatus.*;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What can go wrong with any request, whatever the feature. */
public enum WebProblem implements ProblemType {
    VALIDATION(
            UNPROCESSABLE_CONTENT,
            new Text("Some fields are not valid", "部分字段无效"),
            new Text(
                    "Correct the fields named in errors and send it again",
                    "请更正 errors 中列出的字段后重新发送")),
    UNKNOWN_FIELD(
            BAD_REQUEST,
            new Text("A field is not known", "存在未知字段"),
            new Text(
                    "Remove the field named in errors, or check its spelling",
                    "请删除 errors 中列出的字段，或检查其拼写")),
    UNREADABLE(
            BAD_REQUEST,
            new Text("The request can't be read", "无法读取请求"),
            new Text(
                    "Send well-formed JSON that fits the documented schema",
                    "请发送符合文档所述结构的正确 JSON")),
    INVALID_PARAMETER(
            BAD_REQUEST,
            new Text("A parameter is not valid", "参数无效"),
            new Text("Correct the parameter named in errors", "请更正 errors 中列出的参数")),
    NOT_FOUND(
            HttpStatus.NOT_FOUND,
            new Text("Not found", "未找到"),
            new Text(
                    "There is nothing here, or nothing you may see: check the path and the id",
                    "此处没有资源，或您无权查看：请检查路径和 id")),
    METHOD_NOT_ALLOWED(
            HttpStatus.METHOD_NOT_ALLOWED,
            new Text("Method not allowed", "不允许使用此方法"),
            new Text("Use one of the methods in the Allow header", "请使用 Allow 头中列出的方法")),
    NOT_ACCEPTABLE(
            HttpStatus.NOT_ACCEPTABLE,
            new Text("No such representation", "没有所请求的表示形式"),
            new Text("Ask for application/json", "请在 Accept 头中使用 application/json")),
    UNSUPPORTED_MEDIA_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            new Text("Content type not supported", "不支持的内容类型"),
            new Text(
                    "Send a Content-Type that the documentation names for this operation",
                    "请使用文档为此操作列出的 Content-Type")),
    CONTENT_TOO_LARGE(
            HttpStatus.CONTENT_TOO_LARGE,
            new Text("The request is too large", "请求过大"),
            new Text("Send fewer rows at a time, or use an import", "请减少每次发送的行数，或使用导入接口")),
    CONFLICT(
            HttpStatus.CONFLICT,
            new Text("Somebody else changed it at the same time", "其他人同时进行了修改"),
            new Text("Read it again and repeat the request", "请重新读取后再次发送请求")),
    UNAVAILABLE(
            SERVICE_UNAVAILABLE,
            new Text("Not available just now", "服务暂时不可用"),
            new Text(
                    "Nothing was lost; try again after the time in Retry-After",
                    "未丢失任何数据；请在 Retry-After 指定的时间后重试")),
    INTERNAL(
            INTERNAL_SERVER_ERROR,
            new Text("A mistake on our side", "服务器内部错误"),
            new Text("Please report it with the traceId", "请附上 traceId 报告此问题"));

    private final Meaning meaning;

    WebProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
