package io.pondcrm.segmentation.abc.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One classification of all customers by net sales: sales less refunds, in one currency, in a
 * window that ends at a moment. It never changes once it is made.
 *
 * @param window how far back purchases count; null for ever
 */
public record AbcClassification(
        String id,
        String name,
        String currency,
        @Nullable Duration window,
        AbcTable.Cuts cuts,
        Instant asOf) {

    /** Ten-thousandths of the currency's unit. */
    private static final int SCALE = 4;

    /** What a customer brings; empty for one who neither bought nor gave back in the window. */
    public Optional<Brought> measure(CustomerFacts facts) {
        var counted = facts.purchasesAt(asOf, currency, window);
        if (counted.isEmpty()) {
            return Optional.empty();
        }
        var sales = BigDecimal.ZERO;
        var refunds = BigDecimal.ZERO;
        for (var purchase : counted) {
            if (purchase.isSale()) {
                sales = sales.add(purchase.amount());
            } else {
                refunds = refunds.add(purchase.amount());
            }
        }
        return Optional.of(new Brought(sales, refunds));
    }

    /** An amount as the table ranks it. */
    public static long ranked(BigDecimal amount) {
        return amount.setScale(SCALE, java.math.RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact();
    }

    /** Reads an amount back from the whole number by which it is ranked. */
    public static BigDecimal fromRanked(long ranked) {
        return BigDecimal.valueOf(ranked, SCALE).stripTrailingZeros();
    }

    /** The place of one rank of the table. */
    public AbcPlacement placeAt(AbcTable table, int rank) {
        return new AbcPlacement(
                id,
                table.classAt(rank),
                rank + 1,
                fromRanked(table.valueAt(rank)),
                table.shareAt(rank),
                table.cumulativeShareAt(rank),
                asOf);
    }
}
