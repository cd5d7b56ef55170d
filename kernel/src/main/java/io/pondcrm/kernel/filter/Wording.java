package io.pondcrm.kernel.filter;

import io.pondcrm.kernel.filter.Aggregate.Function;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Says filters to people, in simplified Chinese or, where in doubt, in English. Immutable. */
public final class Wording {

    private final boolean isChinese;
    private final UnaryOperator<String> names;

    /**
     * @param names what people call a field or a kind of events in that language
     */
    public Wording(Locale locale, UnaryOperator<String> names) {
        this.isChinese = locale.getLanguage().equals("zh");
        this.names = names;
    }

    public String of(Filter filter) {
        return switch (filter) {
            case Filter.All(var parts) ->
                    parts.isEmpty() ? say("anything", "不限") : joined(parts, say(" and ", "，且"));
            case Filter.Any(var parts) -> joined(parts, say(" or ", "，或"));
            case Filter.Not(var part) -> say("not (%s)", "不满足（%s）").formatted(of(part));
            case Filter.Comparison comparison -> of(comparison);
        };
    }

    private String joined(List<Filter> parts, String glue) {
        return parts.stream()
                .map(part ->
                        parts.size() > 1 && isJoined(part)
                                ? say("(%s)", "（%s）").formatted(of(part))
                                : of(part))
                .collect(Collectors.joining(glue));
    }

    private static boolean isJoined(Filter part) {
        return part instanceof Filter.All(var of) && of.size() > 1
                || part instanceof Filter.Any(var some) && some.size() > 1;
    }

    private String of(Filter.Comparison comparison) {
        var asked =
                switch (comparison.operand()) {
                    case Filter.Field(var name) -> names.apply(name);
                    case Aggregate aggregate -> of(aggregate);
                };
        return switch (comparison) {
            case Filter.Exists(_, var present) ->
                    (present ? say("%s is known", "%s有值") : say("%s is not known", "%s无值"))
                            .formatted(asked);
            case Filter.In(_, var values) ->
                    say("%s is one of %s", "%s属于 %s")
                            .formatted(
                                    asked,
                                    values.stream()
                                            .map(Wording::of)
                                            .collect(Collectors.joining(say(", ", "、"))));
            case Filter.Compare(_, var operator, var value) ->
                    operator(operator).formatted(asked, of(value));
        };
    }

    private String operator(Filter.Operator operator) {
        return switch (operator) {
            case EQ -> say("%s is %s", "%s等于 %s");
            case NE -> say("%s is not %s", "%s不等于 %s");
            case GT -> say("%s is more than %s", "%s大于 %s");
            case GTE -> say("%s is at least %s", "%s不小于 %s");
            case LT -> say("%s is less than %s", "%s小于 %s");
            case LTE -> say("%s is at most %s", "%s不大于 %s");
            case CONTAINS -> say("%s has %s", "%s包含 %s");
            case STARTS_WITH -> say("%s starts with %s", "%s开头为 %s");
            case IN, EXISTS -> throw new IllegalStateException(operator.name());
        };
    }

    private String of(Aggregate aggregate) {
        var window = aggregate.window();
        var currency = aggregate.currency();
        var kind = names.apply(aggregate.events());
        var limits = new ArrayList<String>();
        if (currency != null) {
            limits.add(currency.getCurrencyCode());
        }
        if (!aggregate.takesAll()) {
            limits.add(of(aggregate.where()));
        }
        var limited =
                limits.isEmpty()
                        ? ""
                        : say(" (%s)", "（%s）").formatted(String.join(say(", ", "，"), limits));
        var isCount = aggregate.function() == Function.COUNT;
        return isChinese
                ? (window == null ? "累计" : "近 " + span(window) + "内")
                        + kind
                        + (isCount ? "次数" : "金额")
                        + limited
                : (isCount ? "number of " : "amount of ")
                        + kind
                        + limited
                        + (window == null ? " ever" : " in the last " + span(window));
    }

    private String span(Window window) {
        var rest = window.rest();
        var parts = new ArrayList<String>();
        part(parts, window.months() / 12, "year", "年");
        part(parts, window.months() % 12, "month", "个月");
        part(parts, rest.toDaysPart(), "day", "天");
        part(parts, rest.toHoursPart(), "hour", "小时");
        part(parts, rest.toMinutesPart(), "minute", "分钟");
        part(parts, rest.toSecondsPart(), "second", "秒");
        return String.join(" ", parts);
    }

    private void part(List<String> parts, long number, String unit, String zh) {
        if (number != 0) {
            parts.add(
                    isChinese ? number + " " + zh : number + " " + unit + (number == 1 ? "" : "s"));
        }
    }

    private static String of(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private String say(String en, String zh) {
        return isChinese ? zh : en;
    }
}
