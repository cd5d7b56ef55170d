package io.pondcrm.segmentation.opportunity.domain;

import io.pondcrm.kernel.Proportion;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks at customers one by one and tells in which categories fewer members of a segment bought
 * than customers do altogether, and what it would bring if as many did. A receipt of several
 * categories counts in each of them, its amount in equal parts: how it was spent is not known.
 * Refunds change nothing. Not for several threads.
 *
 * <p>How many members are missing by chance alone is told by the interval of {@link Proportion}.
 */
public final class OpportunityGaps {

    /** How many categories are counted; those that come later are passed over. */
    public static final int MOST_CATEGORIES = 2_000;

    private static final int PART_DIGITS = 6;
    private static final int SHOWN_DIGITS = 2;

    private final Instant asOf;
    private final Duration window;
    private final String currency;
    private final Group everybody = new Group();
    private final Map<String, Group> segments = new HashMap<>();
    private final Map<String, BigDecimal> spent = new HashMap<>();

    /**
     * @param window how far back sales count
     * @param currency which sales count, ISO 4217
     */
    public OpportunityGaps(Instant asOf, Duration window, String currency) {
        this.asOf = asOf;
        this.window = window;
        this.currency = currency;
    }

    /** How many customers there are, and how many of them bought in each category. */
    private static final class Group {

        private final Map<String, Long> buyers = new HashMap<>();
        private long customers;

        void add(Set<String> categories) {
            customers++;
            categories.forEach(it -> buyers.merge(it, 1L, Long::sum));
        }

        Proportion bought(String category) {
            return new Proportion(buyers.getOrDefault(category, 0L), customers);
        }
    }

    /**
     * That a segment buys less of a category than everybody does.
     *
     * @param members who bought in the category, of the segment's members
     * @param everybody who bought in it, of all customers, the members included
     * @param missingBuyers how many members more would, at everybody's share; with two digits
     * @param spendPerBuyer what a buyer spent on it on average
     * @param expectedValue missing buyers times that
     * @param sureValue the same by the upper limit of the members' share; nothing where that
     *     reaches everybody's share
     */
    public record Gap(
            String segment,
            String category,
            Proportion members,
            Proportion everybody,
            BigDecimal missingBuyers,
            BigDecimal spendPerBuyer,
            BigDecimal expectedValue,
            BigDecimal sureValue) {

        /** The most valuable first. */
        static final Comparator<Gap> MOST_VALUABLE =
                Comparator.comparing(Gap::expectedValue)
                        .reversed()
                        .thenComparing(Gap::segment)
                        .thenComparing(Gap::category);

        /** Whether members buy less also by the upper limit of their share. */
        public boolean isSure() {
            return members.high().compareTo(everybody.share()) < 0;
        }
    }

    /**
     * Looks at one customer.
     *
     * @param memberOf the segments that the customer is in
     */
    public void add(CustomerFacts customer, Set<String> memberOf) {
        var bought = new HashMap<String, BigDecimal>();
        for (var purchase : customer.purchasesAt(asOf, currency, window)) {
            if (purchase.isSale() && !purchase.categories().isEmpty()) {
                var part =
                        purchase.amount()
                                .divide(
                                        BigDecimal.valueOf(purchase.categories().size()),
                                        PART_DIGITS,
                                        RoundingMode.HALF_EVEN);
                purchase.categories().forEach(it -> bought.merge(it, part, BigDecimal::add));
            }
        }
        bought.keySet().removeIf(it -> spent.size() >= MOST_CATEGORIES && !spent.containsKey(it));
        bought.forEach((category, amount) -> spent.merge(category, amount, BigDecimal::add));
        everybody.add(bought.keySet());
        memberOf.forEach(it -> segments.computeIfAbsent(it, _ -> new Group()).add(bought.keySet()));
    }

    /** The gaps, the largest expected value first. */
    public List<Gap> gaps() {
        var gaps = new ArrayList<Gap>();
        segments.forEach((segment, group) ->
                spent.forEach((category, amount) -> {
                    var of = group.bought(category);
                    var all = everybody.bought(category);
                    if (missing(of, all).signum() > 0) {
                        gaps.add(gap(segment, category, of, all, amount));
                    }
                }));
        gaps.sort(Gap.MOST_VALUABLE);
        return gaps;
    }

    /**
     * Missing buyers times the number of all customers: a whole number, so that nothing is lost.
     */
    private static BigDecimal missing(Proportion members, Proportion all) {
        return product(members.of(), all.count()).subtract(product(members.count(), all.of()));
    }

    private static Gap gap(
            String segment,
            String category,
            Proportion members,
            Proportion all,
            BigDecimal amount) {
        var missing = missing(members, all);
        var customers = BigDecimal.valueOf(all.of());
        var buyers = BigDecimal.valueOf(all.count());
        var surelyMissing =
                all.share()
                        .subtract(members.high())
                        .max(BigDecimal.ZERO)
                        .multiply(BigDecimal.valueOf(members.of()));
        return new Gap(
                segment,
                category,
                members,
                all,
                divided(missing, customers),
                divided(amount, buyers),
                divided(missing.multiply(amount), customers.multiply(buyers)),
                divided(surelyMissing.multiply(amount), buyers));
    }

    private static BigDecimal product(long one, long other) {
        return BigDecimal.valueOf(one).multiply(BigDecimal.valueOf(other));
    }

    private static BigDecimal divided(BigDecimal amount, BigDecimal by) {
        return amount.divide(by, SHOWN_DIGITS, RoundingMode.HALF_EVEN);
    }
}
