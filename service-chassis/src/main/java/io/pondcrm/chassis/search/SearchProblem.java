package io.pondcrm.chassis.search;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.kernel.filter.Parsing;
import org.springframework.http.HttpStatus;

enum SearchProblem implements ProblemType {
    FILTER_NOT_VALID(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("The filter is not valid", "筛选条件无效"),
            new Text(
                    "Correct the clauses named in errors; fields and operators are listed in the"
                            + " documentation",
                    "请更正 errors 中列出的条件；字段和运算符见文档"));

    private final Meaning meaning;

    SearchProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }

    static Text textOf(Parsing.Code code) {
        return switch (code) {
            case CLAUSE_EXPECTED ->
                    new Text(
                            "Write all, any, not, or a comparison with op, value and one of field,"
                                    + " count, sum",
                            "请使用 all、any、not，或包含 op、value 以及 field、count、sum 之一的比较");
            case UNKNOWN_MEMBER -> new Text("This member is not known", "未知成员");
            case LIST_EXPECTED -> new Text("Write a list", "此处应为列表");
            case EMPTY_LIST -> new Text("The list needs at least one entry", "列表至少需要一项");
            case UNKNOWN_FIELD -> new Text("There is no such field to filter by", "没有可用于筛选的此字段");
            case UNKNOWN_EVENTS ->
                    new Text("There are no such events to count or add up", "没有可供计数或求和的此类事件");
            case UNKNOWN_OPERATOR ->
                    new Text(
                            "Use eq, ne, in, gt, gte, lt, lte, exists, contains or startsWith",
                            "请使用 eq、ne、in、gt、gte、lt、lte、exists、contains 或 startsWith");
            case OPERATOR_NOT_ALLOWED ->
                    new Text("The field's type does not know this operator", "该字段的类型不支持此运算符");
            case VALUE_MISSING -> new Text("A value is needed", "缺少值");
            case TEXT_EXPECTED -> new Text("Write a text", "此处应为文本");
            case TEXT_NOT_VALID -> new Text("The text holds a character that is none", "文本包含无效字符");
            case TEXT_TOO_LONG -> new Text("At most 256 characters", "最多 256 个字符");
            case NUMBER_EXPECTED -> new Text("Write a decimal number", "此处应为十进制数");
            case NUMBER_OUT_OF_RANGE ->
                    new Text(
                            "At most 34 digits, 30 of them behind the point",
                            "最多 34 位数字，其中小数最多 30 位");
            case CURRENCY_MISMATCH ->
                    new Text("The field is kept in another currency", "该字段使用其他币种");
            case UNKNOWN_CURRENCY ->
                    new Text("Write an ISO 4217 code such as CNY", "此处应为 ISO 4217 货币代码，例如 CNY");
            case WINDOW_EXPECTED ->
                    new Text(
                            "Write an ISO 8601 duration in whole seconds such as P90D, P3M or PT36H",
                            "此处应为 ISO 8601 时间长度（精确到秒），例如 P90D、P3M 或 PT36H");
            case WINDOW_OUT_OF_RANGE ->
                    new Text("Longer than nothing, at most ten years", "必须大于零且不超过十年");
            case DATE_EXPECTED ->
                    new Text("Write a date such as 2026-03-01", "此处应为日期，例如 2026-03-01");
            case INSTANT_EXPECTED ->
                    new Text(
                            "Write a moment such as 2026-03-01T08:30:00.000Z, to the millisecond",
                            "此处应为时间，例如 2026-03-01T08:30:00.000Z，精确到毫秒");
            case BOOLEAN_EXPECTED -> new Text("Write true or false", "此处应为 true 或 false");
            case TOO_DEEP -> new Text("At most 8 levels", "最多嵌套 8 层");
            case TOO_MANY_CLAUSES -> new Text("At most 100 clauses", "最多 100 个条件");
            case TOO_MANY_VALUES -> new Text("At most 1,000 values", "最多 1,000 个值");
        };
    }
}
