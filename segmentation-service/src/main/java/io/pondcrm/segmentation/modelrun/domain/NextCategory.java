package io.pondcrm.segmentation.modelrun.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a customer's next receipt will be of, and whether there will be one within the horizon.
 *
 * <p>Three estimates, each smoothed by the next. What the customer bought before, weighted by
 * recency; what all customers bought after the categories of the last receipt (a first-order Markov
 * chain); what all customers buy:
 *
 * <pre>
 * p(c) = (W(c) + L t(c)) / (W + L)         W(c): own receipts of c, each 2^(-age / 90 days); L found
 * t(c) = mean over s of (N(s,c) + K b(c)) / (N(s) + K)    s: categories of the last receipt; K = 10
 * b(c) = (B(c) + 1) / (B + C + 1)          B(c): all receipts of c; C categories, and one unknown
 * </pre>
 *
 * <p>A receipt of m categories counts 1/m for each. L is what would have forecast best in a time
 * before ({@link NeedSearch}). Smoothing by a prior of a fixed weight: D. J. C. MacKay, L. C.
 * Bauman Peto, "A hierarchical Dirichlet language model", Natural Language Engineering 1(3), 1995.
 *
 * @param bought {@link CategoryCounts#bought()}
 * @param followed what came after a category; empty where nothing did
 * @param ownPrior L: how many receipts what others do weighs as much as
 * @param rates by how often the customer bought within the last horizon
 */
public record NextCategory(
        Map<String, Double> bought,
        Function<String, Map<String, Double>> followed,
        double ownPrior,
        List<Double> rates,
        Duration horizon) {

    static final double ROW_PRIOR = 10;
    static final Duration HALF_LIFE = Duration.ofDays(90);

    public NextCategory {
        bought = Collections.unmodifiableMap(new TreeMap<>(bought));
        rates = List.copyOf(rates);
    }

    /**
     * How likely the next receipt is of a category.
     *
     * @param own the part that comes from what the customer bought
     * @param after the part that comes from what others bought next
     * @param base the part that comes from what others buy at all
     */
    public record Share(String category, double own, double after, double base) {

        /** The sum of the three. */
        public double share() {
            return own + after + base;
        }

        static final Comparator<Share> LIKELIEST =
                Comparator.comparing(Share::share).reversed().thenComparing(Share::category);
    }

    /**
     * @param purchase how likely there is a receipt within the horizon
     * @param shares of that receipt, the likeliest first; what is left to 1 is of unknown
     *     categories
     */
    public record Forecast(double purchase, List<Share> shares, Instant lastPurchase) {

        public Forecast {
            shares = List.copyOf(shares);
        }
    }

    /** What comes next; empty where no receipt with categories is known until that moment. */
    public Optional<Forecast> forecast(CustomerFacts facts, Instant at) {
        var history = Receipt.of(facts, at);
        return history.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Forecast(
                                purchase(history, at),
                                shares(history, at),
                                history.getLast().at()));
    }

    double purchase(List<Receipt> history, Instant at) {
        return rates.get(PurchaseRates.level(history, at, horizon));
    }

    /** How likely any receipt is of one category, also of one that nobody bought before. */
    double base(String category) {
        return (bought.getOrDefault(category, 0.0) + 1) / (total() + bought.size() + 1);
    }

    private double total() {
        return bought.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    List<Share> shares(List<Receipt> history, Instant at) {
        var own = new HashMap<String, Double>();
        var weight = 0.0;
        for (var receipt : history) {
            var age = (double) Duration.between(receipt.at(), at).toMillis();
            var weighs = Math.pow(2, -age / HALF_LIFE.toMillis());
            weight += weighs;
            for (var category : receipt.categories()) {
                own.merge(category, weighs * receipt.share(), Double::sum);
            }
        }
        var last = history.getLast();
        var after = new HashMap<String, Double>();
        var left = 0.0;
        for (var source : last.categories()) {
            var row = followed.apply(source);
            var sum = row.values().stream().mapToDouble(Double::doubleValue).sum();
            row.forEach((category, seen) ->
                    after.merge(category, last.share() * seen / (sum + ROW_PRIOR), Double::sum));
            left += last.share() * ROW_PRIOR / (sum + ROW_PRIOR);
        }
        var others = ownPrior / (weight + ownPrior);
        var all = total() + bought.size() + 1;
        var shares = new ArrayList<Share>(bought.size());
        for (var entry : bought.entrySet()) {
            var category = entry.getKey();
            shares.add(
                    new Share(
                            category,
                            own.getOrDefault(category, 0.0) / (weight + ownPrior),
                            others * after.getOrDefault(category, 0.0),
                            others * left * (entry.getValue() + 1) / all));
        }
        shares.sort(Share.LIKELIEST);
        return shares;
    }

    /** How likely the next receipt is of one category, also of one that nobody bought before. */
    double likelihood(String category, List<Share> shares) {
        for (var share : shares) {
            if (share.category().equals(category)) {
                return share.share();
            }
        }
        return Math.max(1 - shares.stream().mapToDouble(Share::share).sum(), Double.MIN_NORMAL);
    }
}
