package io.pondcrm.customer.mapping.domain;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a partner writes numbers.
 *
 * @param decimalSeparator before the fraction
 * @param groupingSeparator between thousands; a blank stands for every kind of blank
 */
public record DecimalFormat(char decimalSeparator, @Nullable Character groupingSeparator) {

    /** {@code 1234.56} */
    public static final DecimalFormat PLAIN = new DecimalFormat('.', null);

    private static final int LONGEST = 40;

    /** The number that a text means; exponents are refused: they hide how large a number is. */
    public Optional<BigDecimal> find(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.empty();
        }
        var plain = new StringBuilder(text.length());
        var digits = 0;
        var fraction = false;
        for (var at = 0; at < text.length(); at++) {
            var c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                plain.append(c);
                digits++;
            } else if (c == decimalSeparator && !fraction) {
                plain.append('.');
                fraction = true;
            } else if ((c == '-' || c == '+' || c == '−') && at == 0) {
                plain.append(c == '+' ? '+' : '-');
            } else if (!groups(c) || fraction || digits == 0) {
                return Optional.empty();
            }
        }
        return digits == 0 ? Optional.empty() : Optional.of(new BigDecimal(plain.toString()));
    }

    private boolean groups(char c) {
        return groupingSeparator != null
                && (c == groupingSeparator || groupingSeparator == ' ' && Character.isSpaceChar(c));
    }
}
