package io.pondcrm.segmentation.rfm.domain;

import io.pondcrm.segmentation.definition.domain.Definition;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.score.domain.Name;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How recency, frequency and money are measured and scored: one version of a model. It never
 * changes once it is published.
 *
 * <ul>
 *   <li>Recency: the day of the last sale. The later, the better.
 *   <li>Frequency: the number of sales. Refunds do not count.
 *   <li>Money: the sales' total; refunds are taken off unless the model says otherwise.
 * </ul>
 *
 * <p>Only purchases in the model's currency and window count. Who has no sale there has no score.
 *
 * @param version counts from 1
 * @param currency ISO 4217
 * @param window how far back purchases count; null for ever
 * @param zone whose days recency counts in
 * @param weights count in the one figure and, where the grid says so, in the named group
 */
public record RfmModel(
        String id,
        int version,
        Name name,
        String currency,
        @Nullable Duration window,
        ZoneId zone,
        Bins bins,
        Weights weights,
        Refunds refunds,
        Grid grid)
        implements Definition<RfmModel> {

    /** What a refund does to the money. */
    public enum Refunds {
        SUBTRACT,
        IGNORE
    }

    /** The id of the model that is there from the first start; predicates ask for its scores. */
    public static final String MAIN = "rfm-default";

    /** The model that is there from the first start: quintiles over two years. */
    public static RfmModel main(String currency) {
        return new RfmModel(
                MAIN,
                1,
                new Name("RFM quintiles over two years", "两年RFM五分位"),
                currency,
                Duration.ofDays(730),
                ZoneId.of("UTC"),
                new Bins.Quantiles(5),
                Weights.EQUAL,
                Refunds.SUBTRACT,
                new Grid.TenNames());
    }

    @Override
    public RfmModel as(int number) {
        return new RfmModel(id, number, name, currency, window, zone, bins, weights, refunds, grid);
    }

    /** What the customer did in the window that ends at a moment; empty without a sale in it. */
    public Optional<RfmValues> measure(CustomerFacts facts, Instant asOf) {
        var frequency = 0;
        var monetary = BigDecimal.ZERO;
        var last = (Instant) null;
        for (var purchase : facts.purchasesAt(asOf, currency, window)) {
            if (purchase.isSale()) {
                frequency++;
                last = purchase.occurredAt();
                monetary = monetary.add(purchase.amount());
            } else if (refunds == Refunds.SUBTRACT) {
                monetary = monetary.subtract(purchase.amount());
            }
        }
        return last == null
                ? Optional.empty()
                : Optional.of(new RfmValues(dayOf(last), frequency, monetary));
    }

    /** The day a moment belongs to, counted from 1970-01-01. */
    public int dayOf(Instant moment) {
        return Math.toIntExact(LocalDate.ofInstant(moment, zone).toEpochDay());
    }
}
