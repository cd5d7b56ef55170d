package io.pondcrm.suite.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;

/**
 * Something bought or given back.
 *
 * @param amount in CNY, positive
 */
record SamplePurchase(
        String externalId,
        String customer,
        Instant occurredAt,
        boolean refund,
        BigDecimal amount,
        String channel,
        String category)
        implements Comparable<SamplePurchase> {

    private static final Comparator<SamplePurchase> IN_TIME =
            Comparator.comparing(SamplePurchase::occurredAt)
                    .thenComparing(SamplePurchase::externalId);

    @Override
    public int compareTo(SamplePurchase other) {
        return IN_TIME.compare(this, other);
    }
}
