package io.pondcrm.customer.transaction;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.customer.transaction.domain.Flaw;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** What can go wrong with transactions. */
enum TransactionProblem implements ProblemType {
    TRANSACTION_CONFLICT(
            HttpStatus.CONFLICT,
            new Text("Another transaction has this number", "该编号已属于另一笔交易"),
            new Text(
                    "It was recorded as {0} and differs in {1}: read it, then send yours under a"
                            + " number of its own, or record a refund",
                    "它已记录为 {0}，不同之处：{1}。请先读取该交易，然后使用新编号发送，或登记退款")),
    UNKNOWN_CUSTOMER(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("Nobody is known by this reference", "没有与此引用对应的客户"),
            new Text(
                    "Create the customer first, for example with PUT"
                            + " /customers/by-external-id/<system>/<key>, then send it again",
                    "请先创建该客户（例如 PUT /customers/by-external-id/<system>/<key>），然后重新发送")),
    FOREIGN_SYSTEM(
            HttpStatus.FORBIDDEN,
            new Text("Not your system", "不是您的系统"),
            new Text(
                    "Your client is bound to one partner system: leave out system, or name that one",
                    "您的客户端绑定到一个合作伙伴系统：请省略 system，或填写该系统"));

    private final Meaning meaning;

    TransactionProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }

    /** A flaw in the words that callers see. */
    static FieldError describe(Flaw flaw) {
        return new FieldError(
                flaw.pointer(),
                flaw.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                textOf(flaw.kind()));
    }

    private static Text textOf(Flaw.Kind kind) {
        return switch (kind) {
            case TOTAL_REQUIRED -> new Text("Send lines, a total, or both", "请提供 lines、total 或两者");
            case NEGATIVE_AMOUNT ->
                    new Text(
                            "Amounts are never negative: a refund says so by its type",
                            "金额不能为负数：退款请用 type 表示");
            case AMOUNT_SCALE -> new Text("More decimals than the currency has", "小数位数超过该币种允许的位数");
            case CURRENCY_MISMATCH -> new Text("One transaction has one currency", "一笔交易只能使用一种币种");
            case TOTAL_MISMATCH ->
                    new Text(
                            "The lines add up to another amount: check quantity, unitPrice and"
                                    + " discount, or leave the total out",
                            "明细合计与总额不符：请检查 quantity、unitPrice 和 discount，或省略 total");
            case QUANTITY_RANGE -> new Text("The quantity must be more than 0", "数量必须大于 0");
            case IN_FUTURE -> new Text("Later than now: check the zone", "晚于当前时间：请检查时区");
            case TEXT_FORMAT -> new Text("1 to 200 characters on one line", "应为一行 1 到 200 个字符");
            case TOO_MANY_LINES -> new Text("At most 500 lines", "最多 500 行明细");
        };
    }
}
