package io.pondcrm.segmentation.insight.domain;

import io.pondcrm.kernel.Proportion;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether a customer looks for a low price or for quality, as far as purchases tell.
 *
 * @param discounted sales with a discount, of those of which it is known
 * @param returned refunds, of the sales; more refunds than sales count as all
 * @param discountOfAmount what was taken off, of what the same sales would have cost, in the
 *     currency asked for; 0 where nothing is known
 */
public record NeedProfile(Proportion discounted, Proportion returned, BigDecimal discountOfAmount) {

    private static final int DIGITS = 6;

    /** What the evidence says most of. */
    public enum Leaning {
        PRICE,
        QUALITY,
        UNDECIDED
    }

    /** What purchases of a window tell. */
    public static NeedProfile of(
            CustomerFacts facts, String currency, Instant asOf, Duration window) {
        var from = asOf.minus(window);
        var sales = 0L;
        var refunds = 0L;
        var told = 0L;
        var discounted = 0L;
        var off = BigDecimal.ZERO;
        var full = BigDecimal.ZERO;
        for (var purchase : facts.purchases()) {
            if (!purchase.occurredAt().isAfter(from) || purchase.occurredAt().isAfter(asOf)) {
                continue;
            }
            if (!purchase.isSale()) {
                refunds++;
                continue;
            }
            sales++;
            var discount = purchase.discount();
            if (discount != null) {
                told++;
                discounted += discount.signum() > 0 ? 1 : 0;
                if (purchase.currency().equals(currency)) {
                    off = off.add(discount);
                    full = full.add(purchase.amount()).add(discount);
                }
            }
        }
        return new NeedProfile(
                new Proportion(discounted, told),
                new Proportion(Math.min(refunds, sales), sales),
                (full.signum() == 0 ? BigDecimal.ZERO : off.divide(full, MathContext.DECIMAL64))
                        .setScale(DIGITS, RoundingMode.HALF_UP));
    }

    /**
     * The need whose share is surely larger, by both confidence limits; else, and where of one of
     * them nothing is known, undecided.
     */
    public Leaning leaning() {
        if (discounted.low().compareTo(returned.high()) > 0) {
            return Leaning.PRICE;
        }
        return returned.low().compareTo(discounted.high()) > 0
                ? Leaning.QUALITY
                : Leaning.UNDECIDED;
    }
}
