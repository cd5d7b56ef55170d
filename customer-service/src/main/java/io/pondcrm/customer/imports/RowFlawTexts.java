package io.pondcrm.customer.imports;

import io.pondcrm.chassis.basics.Text;
import io.pondcrm.customer.imports.domain.RawRecord;
import io.pondcrm.customer.imports.domain.RowFlaw;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What is wrong with a row, in words; chosen when somebody reads it, in their language. */
final class RowFlawTexts {

    private static final Map<String, Text> TEXTS = texts();

    private RowFlawTexts() {}

    static String detail(RowFlaw flaw, Locale locale) {
        var text = TEXTS.get(flaw.code());
        return text == null ? flaw.code() : text.in(locale, flaw.args().toArray());
    }

    private static Map<String, Text> texts() {
        var texts = new HashMap<String, Text>();
        for (var kind : RowFlaw.Kind.values()) {
            texts.put(RowFlaw.code(kind), words(kind));
        }
        for (var damage : RawRecord.Damage.values()) {
            texts.put(RowFlaw.code(damage), words(damage));
        }
        for (var kind : io.pondcrm.customer.profile.domain.Flaw.Kind.values()) {
            texts.put(RowFlaw.code(kind), words(kind));
        }
        for (var kind : io.pondcrm.customer.transaction.domain.Flaw.Kind.values()) {
            texts.put(RowFlaw.code(kind), words(kind));
        }
        return Map.copyOf(texts);
    }

    private static Text words(RawRecord.Damage damage) {
        return switch (damage) {
            case QUOTE_UNCLOSED -> new Text("A quotation mark is never closed", "引号未闭合");
            case QUOTE_MISPLACED ->
                    new Text(
                            "There is text after a closing quotation mark; double the marks inside"
                                    + " a cell",
                            "右引号后还有文字；单元格内的引号请写两次");
            case RECORD_TOO_LONG -> new Text("The row is longer than 64 KiB", "该行超过 64 KiB");
        };
    }

    private static Text words(RowFlaw.Kind kind) {
        return switch (kind) {
            case NOT_UTF8 -> new Text("Save the file as UTF-8", "请将文件保存为 UTF-8 编码");
            case NUL_CHARACTER -> new Text("Remove the NUL character", "请删除 NUL 字符");
            case COLUMN_COUNT ->
                    new Text("The header has {0} columns, this row {1}", "表头有 {0} 列，此行有 {1} 列");
            case NOT_JSON_OBJECT ->
                    new Text("Write one JSON object on each line", "每行请写一个 JSON 对象");
            case DUPLICATE_MEMBER -> new Text("This member stands twice", "该成员出现了两次");
            case NOT_A_VALUE ->
                    new Text("One value is needed here, or a list of plain ones", "此处需要单个值或简单值的列表");
            case REQUIRED -> new Text("This is needed", "此项必填");
            case DATE_TIME_FORMAT ->
                    new Text("Write the time as the mapping says", "请按映射规定的格式填写时间");
            case NUMBER_FORMAT -> new Text("Write the number as the mapping says", "请按映射规定的格式填写数字");
            case CURRENCY_FORMAT ->
                    new Text("Use an ISO 4217 code, e.g. CNY", "请使用 ISO 4217 代码，例如 CNY");
            case UNKNOWN_VALUE -> new Text("Use one of the documented values", "请使用文档列出的值");
            case NEGATIVE_SALE -> new Text("Only refunds may be below zero", "只有退款金额可以为负");
            case ID_FORMAT -> new Text("This is no id of ours", "这不是本系统的 id");
            case EXTERNAL_ID_FORMAT ->
                    new Text("Use at most 200 characters without blanks", "最多 200 个字符，不能含空白");
            case UNKNOWN_CUSTOMER -> new Text("We know no such customer", "没有此客户");
            case TRANSACTION_CONFLICT ->
                    new Text(
                            "Another transaction has this number; they differ in: {0}",
                            "该编号已有另一笔交易，不同之处：{0}");
        };
    }

    private static Text words(io.pondcrm.customer.profile.domain.Flaw.Kind kind) {
        return switch (kind) {
            case EMAIL_FORMAT -> new Text("This is no e-mail address", "这不是有效的电子邮件地址");
            case PHONE_FORMAT ->
                    new Text(
                            "Use the international form, e.g. +8613800138000",
                            "请使用国际格式，例如 +8613800138000");
            case DATE_FORMAT -> new Text("Use a date between 1900 and today", "请使用 1900 年至今天之间的日期");
            case UNKNOWN_VALUE -> words(RowFlaw.Kind.UNKNOWN_VALUE);
            case REGION_FORMAT ->
                    new Text("Use ISO 3166-2, e.g. CN-SH", "请使用 ISO 3166-2 代码，例如 CN-SH");
            case LOCALE_FORMAT ->
                    new Text("Use a BCP 47 tag, e.g. zh-CN", "请使用 BCP 47 标签，例如 zh-CN");
            case TIME_ZONE_FORMAT ->
                    new Text(
                            "Use an IANA zone, e.g. Asia/Shanghai", "请使用 IANA 时区，例如 Asia/Shanghai");
            case EMPTY -> new Text("This is empty", "此项为空");
            case TOO_LONG -> new Text("Too many characters or entries", "字符或条目过多");
            case TEXT_FORMAT -> new Text("Remove control characters and line breaks", "请删除控制字符和换行");
            case MASKED_VALUE ->
                    new Text("This is a masked value, not the real one", "这是被遮盖的值，不是真实值");
            case EXTERNAL_ID_FORMAT -> words(RowFlaw.Kind.EXTERNAL_ID_FORMAT);
            case DUPLICATE_SYSTEM ->
                    new Text("One system has two ids for this customer", "同一系统对该客户有两个 id");
            case REQUIRED -> words(RowFlaw.Kind.REQUIRED);
            case UNKNOWN_ATTRIBUTE ->
                    new Text(
                            "No such attribute is defined: see GET /attribute-definitions",
                            "没有定义该属性：请查看 GET /attribute-definitions");
            case RETIRED_ATTRIBUTE ->
                    new Text("This attribute takes no new values", "该属性已停用，不再接受新值");
            case ATTRIBUTE_NUMBER ->
                    new Text("Write a decimal number, such as -12.5", "请填写十进制数，例如 -12.5");
            case ATTRIBUTE_BOOLEAN -> new Text("Write true or false", "请填写 true 或 false");
            case ATTRIBUTE_DATE ->
                    new Text("Write a date, such as 2026-03-01", "请填写日期，例如 2026-03-01");
            case OUT_OF_RANGE ->
                    new Text("Outside of what the attribute is defined for", "超出该属性定义的范围");
            case SENSITIVE_WITHOUT_CONSENT ->
                    new Text(
                            "Sensitive: record the customer's consent to SENSITIVE_DATA over ANY"
                                    + " channel first, POST …/consents",
                            "敏感属性：请先通过 POST …/consents 登记客户对 SENSITIVE_DATA" + "（渠道 ANY）的单独同意");
        };
    }

    private static Text words(io.pondcrm.customer.transaction.domain.Flaw.Kind kind) {
        return switch (kind) {
            case TOTAL_REQUIRED -> words(RowFlaw.Kind.REQUIRED);
            case NEGATIVE_AMOUNT -> words(RowFlaw.Kind.NEGATIVE_SALE);
            case AMOUNT_SCALE -> new Text("More decimals than the currency has", "小数位数超过该币种的位数");
            case CURRENCY_MISMATCH -> new Text("Use one currency in a transaction", "一笔交易请使用同一币种");
            case TOTAL_MISMATCH -> new Text("The lines do not add up to the total", "各行合计与总额不符");
            case QUANTITY_RANGE -> new Text("Use a quantity above zero", "数量必须大于零");
            case IN_FUTURE -> new Text("This has not happened yet", "该时间晚于现在");
            case TEXT_FORMAT ->
                    new Text(
                            "Use 1 to 200 characters without control characters",
                            "请使用 1 至 200 个字符，不含控制字符");
            case TOO_MANY_LINES -> new Text("Too many lines", "行数过多");
        };
    }
}
