package io.pondcrm.engagement.template;

import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.engagement.template.domain.TemplateFlaw;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** What a caller of templates can act on. */
enum TemplateProblem implements ProblemType {
    TEMPLATE_NOT_FOUND(
            NOT_FOUND,
            new Text("No such template", "没有此模板"),
            new Text(
                    "GET /api/v1/templates lists the templates there are",
                    "GET /api/v1/templates 会列出现有模板")),
    TEMPLATE_FLAWED(
            UNPROCESSABLE_CONTENT,
            new Text("The template can't be filled in", "无法填充模板"),
            new Text(
                    "Correct each place named in errors; nothing is ever sent with a blank in it",
                    "请更正 errors 中列出的每一处；不会发送带空白的内容")),
    TEMPLATE_UNKNOWN_CUSTOMER(
            UNPROCESSABLE_CONTENT,
            new Text("No such customer", "没有此客户"),
            new Text(
                    "Leave out customerId to see the template for nobody in particular",
                    "如只需一般预览，请省略 customerId")),
    TEMPLATE_CUSTOMER_AWAY(
            HttpStatus.SERVICE_UNAVAILABLE,
            new Text("The customer can't be asked for just now", "暂时无法查询该客户"),
            new Text("Try again later, or leave out customerId", "请稍后重试，或省略 customerId"));

    private final Meaning meaning;

    TemplateProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    /** Each flaw as a wrong field. */
    static List<FieldError> errors(List<TemplateFlaw> flaws) {
        return flaws.stream()
                .map(it ->
                        new FieldError(
                                it.pointer(),
                                it.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                words(it.kind())))
                .toList();
    }

    private static Text words(TemplateFlaw.Kind kind) {
        return switch (kind) {
            case UNDECLARED_VARIABLE ->
                    new Text(
                            "Names a variable that is not among variables",
                            "使用了 variables 中未声明的变量");
            case REPEATED_VARIABLE ->
                    new Text("A variable of this name stands further up", "前面已有同名变量");
            case REPEATED_LOCALE ->
                    new Text("A text in this language stands further up", "前面已有此语言的文本");
            case MISSING_VARIABLE ->
                    new Text(
                            "The text needs this variable: give a value, or the template a fallback",
                            "文本需要此变量：请提供值，或为模板设置默认值");
            case UNKNOWN_VARIABLE -> new Text("The template has no such variable", "模板中没有此变量");
            case NOT_A_NUMBER ->
                    new Text("Send a decimal number such as 1234.50", "请发送十进制数，例如 1234.50");
            case NOT_A_DATE ->
                    new Text(
                            "Send an ISO 8601 date such as 2026-03-01",
                            "请发送 ISO 8601 日期，例如 2026-03-01");
            case SEVERAL_LINES -> new Text("Send one line of text", "请发送单行文本");
        };
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
