package io.pondcrm.segmentation.segment.domain;

import io.pondcrm.kernel.filter.FieldCatalog;
import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a segment's predicate may use, and when their values change by themselves.
 *
 * <ul>
 *   <li>Of the profile: {@code kind region gender ageBand birthday locale createdAt}, and the sets
 *       {@code tags systems}; {@code consents} holds what is granted, as {@code MARKETING/EMAIL}.
 *   <li>Of purchases: {@code spend30d spend90d spend180d spend365d spendTotal} (sales less refunds,
 *       in one currency), {@code purchases30d … purchasesTotal} (sales in any currency), {@code
 *       firstPurchaseAt lastPurchaseAt daysSinceLastPurchase}, and the set {@code channels}. A
 *       purchase is in a window until just before the window has passed.
 *   <li>Of scores: {@code tier tierStatus lifecycleStage rfmSegment rfmCell rfmRecency rfmFrequency
 *       rfmMonetary abcClass}.
 * </ul>
 */
public final class SegmentFields {

    private static final int[] WINDOWS = {30, 90, 180, 365};

    private static final Map<String, Measure> MEASURES = new HashMap<>();
    private static final Map<String, Duration> WINDOW_OF = new HashMap<>();

    static {
        for (var days : WINDOWS) {
            declareWindow("spend", days, Measure.SPEND);
            declareWindow("purchases", days, Measure.PURCHASES);
        }
        MEASURES.put("spendTotal", Measure.SPEND);
        MEASURES.put("purchasesTotal", Measure.PURCHASES);
        MEASURES.put("firstPurchaseAt", Measure.FIRST_PURCHASE_AT);
        MEASURES.put("lastPurchaseAt", Measure.LAST_PURCHASE_AT);
        MEASURES.put("daysSinceLastPurchase", Measure.DAYS_SINCE_LAST_PURCHASE);
        MEASURES.put("channels", Measure.CHANNELS);
        MEASURES.put("consents", Measure.CONSENTS);
        for (var field :
                Set.of(
                        "kind",
                        "region",
                        "gender",
                        "ageBand",
                        "birthday",
                        "locale",
                        "tags",
                        "systems",
                        "createdAt")) {
            MEASURES.put(field, Measure.PROFILE);
        }
    }

    private SegmentFields() {}

    /** What kind of question a field asks. */
    enum Measure {
        SPEND,
        PURCHASES,
        FIRST_PURCHASE_AT,
        LAST_PURCHASE_AT,
        DAYS_SINCE_LAST_PURCHASE,
        CHANNELS,
        CONSENTS,
        PROFILE,
        SCORE
    }

    /**
     * All fields with their types.
     *
     * @param currency what spend is counted in
     */
    public static FieldCatalog catalog(Currency currency) {
        return FieldCatalog.empty()
                .text("kind", "region", "gender", "ageBand", "birthday", "locale")
                .textSet("tags", "systems", "consents", "channels")
                .instant("createdAt", "firstPurchaseAt", "lastPurchaseAt")
                .money(currency, "spend30d", "spend90d", "spend180d", "spend365d", "spendTotal")
                .number(
                        "purchases30d",
                        "purchases90d",
                        "purchases180d",
                        "purchases365d",
                        "purchasesTotal",
                        "daysSinceLastPurchase")
                .text("tier", "tierStatus", "lifecycleStage", "rfmSegment", "rfmCell", "abcClass")
                .number("rfmRecency", "rfmFrequency", "rfmMonetary");
    }

    static Measure measureOf(String field) {
        return MEASURES.getOrDefault(field, Measure.SCORE);
    }

    static @Nullable Duration windowOf(String field) {
        return WINDOW_OF.get(field);
    }

    /**
     * When a predicate may turn out differently although nothing is heard of the customer.
     *
     * @return the first such moment after {@code at}; null if there is none
     */
    public static @Nullable Instant reviewAt(Filter predicate, CustomerFacts facts, Instant at) {
        var moments = new TreeSet<Instant>();
        var windows = new HashSet<Duration>();
        comparisons(predicate)
                .forEach(comparison -> {
                    var window = windowOf(comparison.field());
                    if (window != null) {
                        windows.add(window);
                    }
                    if (measureOf(comparison.field()) == Measure.DAYS_SINCE_LAST_PURCHASE) {
                        addThresholds(moments, comparison, facts, at);
                    }
                });
        for (var purchase : facts.purchases()) {
            if (purchase.occurredAt().isAfter(at)) {
                moments.add(purchase.occurredAt());
            } else {
                windows.forEach(window -> moments.add(purchase.occurredAt().plus(window)));
            }
        }
        return moments.higher(at);
    }

    private static void addThresholds(
            Set<Instant> moments, Filter.Comparison comparison, CustomerFacts facts, Instant at) {
        facts.purchases().stream()
                .filter(Purchase::isSale)
                .map(Purchase::occurredAt)
                .filter(sale -> !sale.isAfter(at))
                .reduce((_, later) -> later)
                .ifPresent(last ->
                        values(comparison)
                                .map(days -> days.setScale(0, RoundingMode.FLOOR))
                                .filter(days -> days.abs().compareTo(FAR) < 0)
                                .forEach(days -> {
                                    var threshold = last.plus(Duration.ofDays(days.longValue()));
                                    moments.add(threshold);
                                    moments.add(threshold.plus(Duration.ofDays(1)));
                                }));
    }

    /** A hundred years: what lies further off is never reviewed. */
    private static final BigDecimal FAR = new BigDecimal(36_525);

    private static Stream<BigDecimal> values(Filter.Comparison comparison) {
        var values =
                switch (comparison) {
                    case Filter.Compare compare -> Stream.of(compare.value());
                    case Filter.In in -> in.values().stream();
                    case Filter.Exists _ -> Stream.<Object>of();
                };
        return values.filter(BigDecimal.class::isInstance).map(BigDecimal.class::cast);
    }

    private static Stream<Filter.Comparison> comparisons(Filter filter) {
        return switch (filter) {
            case Filter.All(var of) -> of.stream().flatMap(SegmentFields::comparisons);
            case Filter.Any(var of) -> of.stream().flatMap(SegmentFields::comparisons);
            case Filter.Not(var of) -> comparisons(of);
            case Filter.Comparison comparison -> Stream.of(comparison);
        };
    }

    private static void declareWindow(String prefix, int days, Measure measure) {
        var field = prefix + days + "d";
        MEASURES.put(field, measure);
        WINDOW_OF.put(field, Duration.ofDays(days));
    }
}
