package io.pondcrm.segmentation.association.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One search for what is bought together. It never changes once it is made.
 *
 * @param window how far back sales count; null for ever
 * @param minSupport the least share of baskets, 0 to 1
 * @param minConfidence the least confidence, 0 to 1
 * @param maxItems how many categories a rule may name, the consequent included
 */
public record Associations(
        String id,
        String name,
        @Nullable Duration window,
        BigDecimal minSupport,
        BigDecimal minConfidence,
        int maxItems,
        Instant asOf) {

    /** How many frequent sets, and how many rules, are too many for anybody to read. */
    public static final int LIMIT = 10_000;

    /** How a search can end. */
    public sealed interface Outcome {

        /**
         * @param rules the strongest first
         * @param itemsets how many frequent sets there are, single categories included
         */
        record Found(List<AssociationRule> rules, int itemsets) implements Outcome {

            public Found {
                rules = List.copyOf(rules);
            }
        }

        /** More than {@link #LIMIT} sets or rules. */
        record TooMany() implements Outcome {}
    }

    /** Adds a customer's baskets: the categories of each sale of the window. */
    public void collect(CustomerFacts facts, Baskets baskets) {
        for (var purchase : facts.purchases()) {
            var at = purchase.occurredAt();
            if (at.isAfter(asOf)) {
                return;
            }
            if (purchase.isSale() && (window == null || at.plus(window).isAfter(asOf))) {
                baskets.add(purchase.categories());
            }
        }
    }

    /** Finds the rules with one consequent. */
    public Outcome find(Baskets baskets) {
        var itemsets = FrequentItemsets.in(baskets, minCount(baskets.size()), maxItems, LIMIT);
        if (itemsets.isEmpty()) {
            return new Outcome.TooMany();
        }
        var rules = rules(itemsets.get(), baskets.size());
        rules.sort(AssociationRule.STRONGEST);
        return rules.size() > LIMIT
                ? new Outcome.TooMany()
                : new Outcome.Found(rules, itemsets.get().size());
    }

    private long minCount(long baskets) {
        return Math.max(
                1,
                minSupport
                        .multiply(BigDecimal.valueOf(baskets))
                        .setScale(0, RoundingMode.CEILING)
                        .longValueExact());
    }

    private List<AssociationRule> rules(Map<List<String>, Long> itemsets, long baskets) {
        var rules = new ArrayList<AssociationRule>();
        itemsets.forEach((set, count) -> {
            for (var index = 0; set.size() > 1 && index < set.size(); index++) {
                var antecedent = new ArrayList<>(set);
                var consequent = antecedent.remove(index);
                // Each part of a frequent set is frequent.
                var before = Objects.requireNonNull(itemsets.get(antecedent));
                var after = Objects.requireNonNull(itemsets.get(List.of(consequent)));
                if (minConfidence
                                .multiply(BigDecimal.valueOf(before))
                                .compareTo(BigDecimal.valueOf(count))
                        <= 0) {
                    rules.add(
                            new AssociationRule(
                                    antecedent, consequent, count, before, after, baskets));
                }
            }
        });
        return rules;
    }
}
