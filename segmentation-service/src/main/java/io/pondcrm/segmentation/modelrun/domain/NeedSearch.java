package io.pondcrm.segmentation.modelrun.domain;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.score.domain.InputsHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Learns what customers buy next, and tries it out. Customers are shown three times: to {@link
 * #learn}; to {@link #tune}, where models of what had happened two horizons before the end forecast
 * the last but one, and the best weight of the customer's own receipts is found; to {@link #test},
 * where the model of what had happened one horizon before the end forecasts the last. So nothing is
 * tested on what it was made of. Not for several threads.
 */
public final class NeedSearch {

    /** More categories are product numbers. */
    public static final int MOST_CATEGORIES = 2_000;

    private static final double[] OWN_PRIORS = {4, 1, 16, 0.25, 64};

    private final Duration horizon;
    private final Instant asOf;
    private final Instant cut;
    private final CategoryCounts counts = new CategoryCounts();
    private final CategoryCounts countsBefore = new CategoryCounts();
    private final CategoryCounts countsEarlier = new CategoryCounts();
    private final PurchaseRates rates;
    private final PurchaseRates ratesBefore;
    private final StringBuilder lines = new StringBuilder();
    private String hash = "";
    private long customers;
    private @Nullable List<NextCategory> candidates;
    private final double[] losses = new double[OWN_PRIORS.length];
    private long tested;
    private long buyers;
    private double expectedBuyers;
    private int hits1;
    private int hits3;
    private double loss;
    private int baseHits1;
    private int baseHits3;
    private double baseLoss;

    public NeedSearch(Duration horizon, Instant asOf) {
        this.horizon = horizon;
        this.asOf = asOf;
        this.cut = asOf.minus(horizon);
        this.rates = new PurchaseRates(horizon);
        this.ratesBefore = new PurchaseRates(horizon);
    }

    /** Takes in one customer; all in the order of their ids, so that the hash is one. */
    public void learn(CustomerFacts facts) {
        var history = Receipt.of(facts, asOf);
        if (history.isEmpty()) {
            return;
        }
        customers++;
        note(facts.customer(), history);
        counts.add(history);
        rates.add(history, cut);
        countsBefore.add(until(history, cut));
        ratesBefore.add(until(history, cut), cut.minus(horizon));
        countsEarlier.add(until(history, cut.minus(horizon)));
    }

    /** Lets models of every weight forecast one customer's last horizon but one. */
    public void tune(CustomerFacts facts) {
        var history = Receipt.of(facts, cut);
        var known = until(history, cut.minus(horizon));
        if (known.isEmpty() || known.size() == history.size()) {
            return;
        }
        var next = history.get(known.size());
        for (var candidate = 0; candidate < OWN_PRIORS.length; candidate++) {
            var model = candidates().get(candidate);
            var shares = model.shares(known, cut.minus(horizon));
            for (var category : next.categories()) {
                losses[candidate] -= next.share() * Math.log(model.likelihood(category, shares));
            }
        }
    }

    private List<NextCategory> candidates() {
        var known = candidates;
        if (known == null) {
            known =
                    Arrays.stream(OWN_PRIORS)
                            .mapToObj(prior -> model(countsEarlier, prior))
                            .toList();
            candidates = known;
        }
        return known;
    }

    /** The weight that did best; the usual one where nothing was tuned. */
    public double ownPrior() {
        var best = 0;
        for (var candidate = 1; candidate < OWN_PRIORS.length; candidate++) {
            if (losses[candidate] < losses[best]) {
                best = candidate;
            }
        }
        return OWN_PRIORS[best];
    }

    private void note(CustomerId customer, List<Receipt> history) {
        lines.append(customer).append(history).append('\n');
        if (lines.length() > 1 << 16) {
            hash = InputsHash.of(hash + "\n" + lines);
            lines.setLength(0);
        }
    }

    private static List<Receipt> until(List<Receipt> history, Instant moment) {
        var count = 0;
        while (count < history.size() && !history.get(count).at().isAfter(moment)) {
            count++;
        }
        return history.subList(0, count);
    }

    /** How many customers have a receipt. */
    public long customers() {
        return customers;
    }

    /** Names the data: equal receipts, equal hash. */
    public String dataHash() {
        return InputsHash.of(hash + "\n" + lines);
    }

    /** What was learned of everything until the end. */
    public CategoryCounts counts() {
        return counts;
    }

    /** How likely customers buy, as of the end. */
    public List<Double> rates() {
        return rates.rates();
    }

    /** What the model would have been a horizon before the end. */
    public NextCategory before() {
        return model(countsBefore, ownPrior());
    }

    private NextCategory model(CategoryCounts known, double ownPrior) {
        var followed = known.followed();
        return new NextCategory(
                known.bought(),
                source -> followed.getOrDefault(source, Map.of()),
                ownPrior,
                ratesBefore.rates(),
                horizon);
    }

    /**
     * Lets the model of before forecast one customer, and looks what came.
     *
     * @param model {@link #before()}
     * @param base what it says of the mean customer: its {@link #base}
     */
    public void test(CustomerFacts facts, NextCategory model, List<String> base) {
        var history = Receipt.of(facts, asOf);
        var known = until(history, cut);
        if (known.isEmpty()) {
            return;
        }
        tested++;
        expectedBuyers += model.purchase(known, cut);
        if (known.size() == history.size()) {
            return;
        }
        buyers++;
        var next = history.get(known.size());
        var shares = model.shares(known, cut);
        var likeliest = shares.stream().limit(3).map(NextCategory.Share::category).toList();
        hits1 += hit(next, likeliest, 1);
        hits3 += hit(next, likeliest, 3);
        baseHits1 += hit(next, base, 1);
        baseHits3 += hit(next, base, 3);
        for (var category : next.categories()) {
            loss -= next.share() * Math.log(model.likelihood(category, shares));
            baseLoss -= next.share() * Math.log(model.base(category));
        }
    }

    /** The categories that are bought most, the first three. */
    public static List<String> base(NextCategory model) {
        return model.bought().entrySet().stream()
                .sorted(
                        Map.Entry.<String, Double>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(3)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int hit(Receipt next, List<String> likeliest, int first) {
        return likeliest.stream().limit(first).anyMatch(next.categories()::contains) ? 1 : 0;
    }

    /** How it did. */
    public BackTest outcome() {
        var of = (double) Math.max(1, buyers);
        return new BackTest(
                tested,
                buyers,
                expectedBuyers,
                hits1 / of,
                hits3 / of,
                loss / of,
                baseHits1 / of,
                baseHits3 / of,
                baseLoss / of);
    }
}
