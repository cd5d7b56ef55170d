package io.pondcrm.segmentation.abc.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One classification of all customers by net sales or by profit: of sales less refunds, in one
 * currency, in a window that ends at a moment. It never changes once it is made.
 *
 * @param window how far back purchases count; null for ever
 */
public record AbcClassification(
        String id,
        String name,
        AbcBasis basis,
        String currency,
        @Nullable Duration window,
        AbcTable.Cuts cuts,
        Instant asOf) {

    /** Ten-thousandths of the currency's unit. */
    private static final int SCALE = 4;

    /** What a customer brings. */
    public Measured measure(CustomerFacts facts) {
        var counted = facts.purchasesAt(asOf, currency, window);
        if (counted.isEmpty()) {
            return new Measured.Nothing();
        }
        var sales = BigDecimal.ZERO;
        var refunds = BigDecimal.ZERO;
        var unknown = 0;
        for (var purchase : counted) {
            var brought = brought(purchase);
            if (brought == null) {
                unknown++;
            } else if (purchase.isSale()) {
                sales = sales.add(brought);
            } else {
                refunds = refunds.subtract(brought);
            }
        }
        return unknown == 0
                ? new Measured.Brought(sales, refunds)
                : new Measured.Unmeasured(unknown, counted.size());
    }

    private @Nullable BigDecimal brought(Purchase purchase) {
        return switch (basis) {
            case SALES -> purchase.signedAmount();
            case PROFIT -> purchase.signedMargin();
        };
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
                basis,
                table.classAt(rank),
                rank + 1,
                fromRanked(table.valueAt(rank)),
                table.shareAt(rank),
                table.cumulativeShareAt(rank),
                asOf);
    }
}
