package io.pondcrm.churn.facts.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;

/**
 * One sale or refund as we know it.
 *
 * @param transactionId names the transaction in customer-service; one transaction counts once
 * @param sequence version of the transaction's own document; a later version replaces an earlier
 *     one
 * @param isSale false for a refund, which is no purchase
 * @param amount what was paid or paid back, never negative, in {@code currency}
 * @param currency ISO 4217
 */
public record Purchase(
        String transactionId,
        long sequence,
        boolean isSale,
        Instant occurredAt,
        BigDecimal amount,
        String currency) {

    /** Oldest first; of two at one moment the smaller transaction id first. */
    public static final Comparator<Purchase> IN_TIME =
            Comparator.comparing(Purchase::occurredAt).thenComparing(Purchase::transactionId);

    public Purchase {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("A purchase's amount is never negative");
        }
    }

    /** The amount as it changes what the customer spent: refunds count against it. */
    public BigDecimal signedAmount() {
        return isSale ? amount : amount.negate();
    }
}
