package io.pondcrm.segmentation.modelrun.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model looks at.
 *
 * @param features in the order of the columns
 * @param currency ISO 4217; purchases in others do not count
 * @param window how far back purchases count; null for ever
 */
public record Measure(List<Feature> features, String currency, @Nullable Duration window) {

    public Measure {
        features = List.copyOf(features);
    }

    /** A customer's features at a moment; empty without a sale in the window. */
    public Optional<double[]> at(CustomerFacts facts, Instant moment) {
        var purchases = facts.purchasesAt(moment, currency, window);
        if (purchases.stream().noneMatch(Purchase::isSale)) {
            return Optional.empty();
        }
        var row = new double[features.size()];
        for (var column = 0; column < row.length; column++) {
            row[column] = features.get(column).of(facts, purchases, moment);
        }
        return Optional.of(row);
    }
}
