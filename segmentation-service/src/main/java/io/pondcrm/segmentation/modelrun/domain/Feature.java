package io.pondcrm.segmentation.modelrun.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One number that tells how a customer buys. */
public enum Feature {
    /** Whole days since the last sale. */
    RECENCY_DAYS(it -> it.daysSince(it.lastSale())),
    /** How many sales there were. */
    FREQUENCY(it -> it.sales()),
    /** Sales less refunds. */
    MONETARY(Bought::net),
    /** Whole days since registration or the first purchase, whichever was first. */
    TENURE_DAYS(it -> it.daysSince(it.facts.knownSince().orElse(it.lastSale()))),
    /** Sales less refunds by the number of sales. */
    AVERAGE_SALE(it -> it.net() / it.sales()),
    /** Refunds by the number of sales and refunds. */
    REFUND_SHARE(it -> 1 - (double) it.sales() / it.purchases.size());

    private final ToDoubleFunction<Bought> measure;

    Feature(ToDoubleFunction<Bought> measure) {
        this.measure = measure;
    }

    /**
     * @param purchases what counts, oldest first, with a sale among them
     */
    private record Bought(CustomerFacts facts, List<Purchase> purchases, Instant asOf) {

        long sales() {
            return purchases.stream().filter(Purchase::isSale).count();
        }

        double net() {
            return purchases.stream()
                    .map(Purchase::signedAmount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .doubleValue();
        }

        Instant lastSale() {
            return purchases.stream()
                    .filter(Purchase::isSale)
                    .map(Purchase::occurredAt)
                    .reduce((_, later) -> later)
                    .orElseThrow();
        }

        double daysSince(Instant moment) {
            return Math.max(0, Duration.between(moment, asOf).toDays());
        }
    }

    /**
     * @param purchases what counts, oldest first, with a sale among them
     */
    double of(CustomerFacts facts, List<Purchase> purchases, Instant asOf) {
        return measure.applyAsDouble(new Bought(facts, purchases, asOf));
    }
}
