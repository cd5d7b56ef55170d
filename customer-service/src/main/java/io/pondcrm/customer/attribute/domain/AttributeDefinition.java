package io.pondcrm.customer.attribute.domain;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the company's own attributes of customers.
 *
 * @param key how profiles, imports and segments call it; letters and digits
 * @param published whether its values travel with events and lie unsealed, so that segments can ask
 *     for them; never true of what names somebody. It stays as it was made: what was sealed or told
 *     once cannot be taken back
 * @param sensitive whether its values are written down only for who consents to that: health,
 *     beliefs, finances (GDPR, article 9; PIPL, articles 28 to 30); never true of published ones,
 *     and never taken back
 * @param maxLength of texts; null for the longest that profiles take
 * @param least of numbers and dates, inclusive; null for none
 * @param most of numbers and dates, inclusive; null for none
 * @param codes all values of a {@link AttributeType#CODE}; else empty
 * @param labelEn what people call it in English
 * @param labelZh and in Chinese
 * @param retired whether new values are refused
 * @param version grows by one with each change; 0 of those that a setting names
 */
public record AttributeDefinition(
        String key,
        AttributeGroup group,
        AttributeType type,
        boolean published,
        boolean sensitive,
        @Nullable Integer maxLength,
        @Nullable String least,
        @Nullable String most,
        List<String> codes,
        String labelEn,
        String labelZh,
        boolean retired,
        long version,
        Instant updatedAt) {

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");

    public AttributeDefinition {
        codes = List.copyOf(codes);
    }

    /** A text that a setting names as published: in use before there were definitions. */
    public static AttributeDefinition named(String key) {
        return new AttributeDefinition(
                key,
                AttributeGroup.BASIC,
                AttributeType.TEXT,
                true,
                false,
                null,
                null,
                null,
                List.of(),
                key,
                key,
                false,
                0,
                Instant.EPOCH);
    }

    /**
     * Whether the attribute takes a value.
     *
     * @param text without white space around it
     */
    public AttributeVerdict check(String text) {
        if (retired) {
            return new AttributeVerdict.Wrong(AttributeVerdict.Reason.RETIRED);
        }
        return switch (type) {
            case TEXT ->
                    maxLength != null && text.codePointCount(0, text.length()) > maxLength
                            ? wrong(AttributeVerdict.Reason.TOO_LONG)
                            : new AttributeVerdict.Fits(text);
            case NUMBER -> number(text);
            case BOOLEAN ->
                    switch (text.toLowerCase(Locale.ROOT)) {
                        case "true" -> new AttributeVerdict.Fits("true");
                        case "false" -> new AttributeVerdict.Fits("false");
                        default -> wrong(AttributeVerdict.Reason.NOT_A_BOOLEAN);
                    };
            case DATE -> date(text);
            case CODE ->
                    codes.contains(text)
                            ? new AttributeVerdict.Fits(text)
                            : wrong(AttributeVerdict.Reason.UNKNOWN_CODE);
        };
    }

    /** Whether least and most are values of the attribute's type, and in order. */
    public boolean hasSoundRange() {
        if (least == null && most == null) {
            return true;
        }
        return switch (type) {
            case NUMBER ->
                    (least == null || DECIMAL.matcher(least).matches())
                            && (most == null || DECIMAL.matcher(most).matches())
                            && (least == null
                                    || most == null
                                    || new BigDecimal(least).compareTo(new BigDecimal(most)) <= 0);
            case DATE -> isDate(least) && isDate(most) && (least == null || isBefore(least, most));
            case TEXT, BOOLEAN, CODE -> false;
        };
    }

    private static boolean isBefore(String least, @Nullable String most) {
        return most == null || !LocalDate.parse(most).isBefore(LocalDate.parse(least));
    }

    private static boolean isDate(@Nullable String text) {
        try {
            return text == null || LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeException _) {
            return false;
        }
    }

    private AttributeVerdict number(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return wrong(AttributeVerdict.Reason.NOT_A_NUMBER);
        }
        var number = new BigDecimal(text);
        var isOutside =
                least != null && number.compareTo(new BigDecimal(least)) < 0
                        || most != null && number.compareTo(new BigDecimal(most)) > 0;
        return isOutside
                ? wrong(AttributeVerdict.Reason.OUT_OF_RANGE)
                : new AttributeVerdict.Fits(
                        number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    }

    private AttributeVerdict date(String text) {
        if (!isDate(text)) {
            return wrong(AttributeVerdict.Reason.NOT_A_DATE);
        }
        var date = LocalDate.parse(text);
        var isOutside =
                least != null && date.isBefore(LocalDate.parse(least))
                        || most != null && date.isAfter(LocalDate.parse(most));
        return isOutside
                ? wrong(AttributeVerdict.Reason.OUT_OF_RANGE)
                : new AttributeVerdict.Fits(text);
    }

    private static AttributeVerdict wrong(AttributeVerdict.Reason reason) {
        return new AttributeVerdict.Wrong(reason);
    }
}
