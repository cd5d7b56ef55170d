package io.pondcrm.segmentation.modelrun.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to group customers who buy alike, by k-means or as a mixture of distributions.
 *
 * @param features in the order of the columns
 * @param currency ISO 4217; purchases in others do not count
 * @param window how far back purchases count; null for ever
 */
public record Grouping(
        List<Feature> features,
        int k,
        long seed,
        Scale scale,
        String currency,
        @Nullable Duration window,
        Instant asOf) {

    /** How often a search begins anew, from other centres. */
    public static final int TRIALS = 10;

    /** How features of different units are made comparable. */
    public enum Scale {
        /** As they are. */
        NONE,
        /** Less the mean, by the standard deviation. */
        STANDARD,
        /** The logarithm of one more, its sign kept, then as {@link #STANDARD}. */
        LOG_STANDARD
    }

    public Grouping {
        features = List.copyOf(features);
    }

    /** A customer's features; empty without a sale in the window. */
    public Optional<double[]> measure(CustomerFacts facts) {
        return measured().at(facts, asOf);
    }

    /** What it looks at. */
    public Measure measured() {
        return new Measure(features, currency, window);
    }
}
