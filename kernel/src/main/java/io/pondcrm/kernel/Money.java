package io.pondcrm.kernel;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An exact amount in one currency. Amounts are equal when they mean the same: 12.3 and 12.30 are.
 *
 * @param amount kept without trailing zeros beyond the currency's minor unit; negative for refunds
 * @param currency ISO 4217
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {

    public Money {
        var digits = Math.max(0, currency.getDefaultFractionDigits());
        var plain = amount.stripTrailingZeros();
        amount = plain.scale() < digits ? plain.setScale(digits) : plain;
    }

    /**
     * @param amount a decimal number, for example {@code 12.30}
     * @param currency an ISO 4217 code
     * @throws IllegalArgumentException if either is none
     */
    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), Currency.getInstance(currency));
    }

    /** Nothing, in this currency. */
    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /**
     * @throws IllegalArgumentException if the currencies differ: there is no rate here
     */
    public Money plus(Money other) {
        return new Money(amount.add(inSameCurrency(other)), currency);
    }

    /**
     * @throws IllegalArgumentException if the currencies differ: there is no rate here
     */
    public Money minus(Money other) {
        return new Money(amount.subtract(inSameCurrency(other)), currency);
    }

    public Money negated() {
        return new Money(amount.negate(), currency);
    }

    /**
     * @throws IllegalArgumentException if the currencies differ: there is no rate here
     */
    @Override
    public int compareTo(Money other) {
        return amount.compareTo(inSameCurrency(other));
    }

    private BigDecimal inSameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    currency + " and " + other.currency + " do not add up");
        }
        return other.amount;
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
