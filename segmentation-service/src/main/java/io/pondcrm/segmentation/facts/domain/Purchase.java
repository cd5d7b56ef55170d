package io.pondcrm.segmentation.facts.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sale or refund as we know it.
 *
 * @param transactionId names the transaction in customer-service; one transaction counts once
 * @param sequence version of the transaction's own document; a later version replaces an earlier
 *     one
 * @param amount what was paid or paid back, never negative, in {@code currency}
 * @param currency ISO 4217
 * @param categories of the goods, sorted, where known; a receipt of more than {@value
 *     #MOST_CATEGORIES} keeps the first of them, so that a customer's document stays small
 * @param discount what was taken off, never negative; null where nobody told
 * @param signedMargin what was earned after the cost of the goods: below zero at a loss, and for
 *     the profit that a refund gave back; null where nobody told
 */
public record Purchase(
        String transactionId,
        long sequence,
        Kind kind,
        Instant occurredAt,
        BigDecimal amount,
        String currency,
        @Nullable String channel,
        List<String> categories,
        @Nullable BigDecimal discount,
        @Nullable BigDecimal signedMargin) {

    /** How many categories of one purchase are kept. */
    public static final int MOST_CATEGORIES = 50;

    /** Whether money came in or went back. */
    public enum Kind {
        SALE,
        REFUND
    }

    /** Oldest first; of two at one moment the smaller transaction id first. */
    public static final Comparator<Purchase> IN_TIME =
            Comparator.comparing(Purchase::occurredAt).thenComparing(Purchase::transactionId);

    public Purchase {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("A purchase's amount is never negative");
        }
        categories =
                List.copyOf(
                        categories.size() <= MOST_CATEGORIES
                                ? categories
                                : categories.subList(0, MOST_CATEGORIES));
    }

    /** A purchase of which nobody told what it earned. */
    public Purchase(
            String transactionId,
            long sequence,
            Kind kind,
            Instant occurredAt,
            BigDecimal amount,
            String currency,
            @Nullable String channel,
            List<String> categories,
            @Nullable BigDecimal discount) {
        this(
                transactionId,
                sequence,
                kind,
                occurredAt,
                amount,
                currency,
                channel,
                categories,
                discount,
                null);
    }

    /** A purchase of which the goods are not known. */
    public Purchase(
            String transactionId,
            long sequence,
            Kind kind,
            Instant occurredAt,
            BigDecimal amount,
            String currency,
            @Nullable String channel) {
        this(transactionId, sequence, kind, occurredAt, amount, currency, channel, List.of(), null);
    }

    public boolean isSale() {
        return kind == Kind.SALE;
    }

    /** The amount as it changes what the customer spent: refunds count against it. */
    public BigDecimal signedAmount() {
        return isSale() ? amount : amount.negate();
    }
}
