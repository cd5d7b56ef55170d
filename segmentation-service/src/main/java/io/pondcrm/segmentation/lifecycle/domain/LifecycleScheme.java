package io.pondcrm.segmentation.lifecycle.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.score.domain.Contribution;
import io.pondcrm.segmentation.score.domain.Inputs;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Reason;
import io.pondcrm.segmentation.score.domain.Score;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rules for the five stages of the customer lifecycle (潜在客户、初次购买、重复购买、忠诚客户、流失客户). The first rule
 * that holds decides:
 *
 * <ol>
 *   <li>{@code POTENTIAL}: no sale so far;
 *   <li>{@code LOST}: {@code lostAfter} or more has passed since the last sale;
 *   <li>{@code LOYAL}: at least {@code loyalPurchases} sales within the trailing {@code
 *       loyalWindow};
 *   <li>{@code REPEAT}: at least two sales in all;
 *   <li>{@code FIRST_PURCHASE}: one sale.
 * </ol>
 *
 * <p>Sales of every currency count; refunds neither count nor take a sale back. A sale is in the
 * window from the moment it happens until just before the window has passed. Stages are computed
 * from the facts each time, so that late news moves the past too.
 */
public record LifecycleScheme(
        String id,
        int version,
        Name name,
        int loyalPurchases,
        Duration loyalWindow,
        Duration lostAfter) {

    private static final int REPEAT_PURCHASES = 2;

    public LifecycleScheme {
        if (loyalPurchases < REPEAT_PURCHASES) {
            throw new IllegalArgumentException("Loyal customers bought at least twice");
        }
        if (!loyalWindow.isPositive() || !lostAfter.isPositive()) {
            throw new IllegalArgumentException("Windows are longer than nothing");
        }
    }

    /** The five stages with the given limits. */
    public static LifecycleScheme lifecycle5(
            int loyalPurchases, Duration loyalWindow, Duration lostAfter) {
        return new LifecycleScheme(
                "lifecycle-5",
                1,
                new Name("Customer lifecycle in five stages", "客户生命周期五阶段"),
                loyalPurchases,
                loyalWindow,
                lostAfter);
    }

    /**
     * Follows a customer through time.
     *
     * @param asOf the moment to stop at, inclusive
     * @return empty for a customer not yet known at that moment
     */
    public Optional<LifecycleCourse> follow(CustomerFacts facts, Instant asOf) {
        var start = facts.knownSince();
        if (start.isEmpty() || start.get().isAfter(asOf)) {
            return Optional.empty();
        }
        var sales =
                facts.purchases().stream()
                        .filter(Purchase::isSale)
                        .map(Purchase::occurredAt)
                        .toList();
        var moments = new TreeSet<Instant>();
        moments.add(start.get());
        for (var sale : sales) {
            moments.add(sale);
            moments.add(sale.plus(loyalWindow));
            moments.add(sale.plus(lostAfter));
        }
        var walk = new Walk(sales);
        var phases = new ArrayList<LifecycleCourse.Phase>();
        for (var moment : moments.headSet(asOf, true)) {
            var stage = walk.stageAt(moment);
            if (phases.isEmpty() || phases.getLast().stage() != stage) {
                phases.add(new LifecycleCourse.Phase(stage, moment, walk.reasons(stage)));
            }
        }
        var toCome = moments.tailSet(asOf, false);
        return Optional.of(
                new LifecycleCourse(
                        asOf,
                        phases,
                        walk.evidence(),
                        walk.nextChange(phases.getLast().stage(), toCome)));
    }

    /**
     * How far a customer came at a moment: one point each for the first sale, the second, and
     * loyalty; who is lost has lost them all.
     *
     * @return empty for a customer not yet known at that moment
     */
    public Optional<Score> score(CustomerFacts facts, Instant asOf) {
        return follow(facts, asOf)
                .map(course -> {
                    var contributions = contributions(course);
                    return new Score(
                            contributions.stream()
                                    .map(Contribution::points)
                                    .reduce(BigDecimal.ZERO, BigDecimal::add),
                            new Score.Band(
                                    course.current().stage().name(),
                                    course.current().stage().title()),
                            contributions,
                            id,
                            version,
                            Inputs.of(
                                    "%s|%d|%d|%s|%s"
                                            .formatted(
                                                    id,
                                                    version,
                                                    loyalPurchases,
                                                    loyalWindow,
                                                    lostAfter),
                                    facts.purchases().stream()
                                            .filter(Purchase::isSale)
                                            .filter(it -> !it.occurredAt().isAfter(asOf))
                                            .toList()),
                            asOf);
                });
    }

    private List<Contribution> contributions(LifecycleCourse course) {
        var found = course.evidence();
        var first = found.sales() >= 1 ? 1 : 0;
        var again = found.sales() >= REPEAT_PURCHASES ? 1 : 0;
        var loyal = found.recentSales() >= loyalPurchases ? 1 : 0;
        var isLost = course.current().stage() == Stage.LOST;
        var sales = Integer.toString(found.sales());
        return List.of(
                Contribution.of(
                        "firstPurchase", sales, first, new Name("at least one sale", "至少一次购买")),
                Contribution.of(
                        "repeatPurchase",
                        sales,
                        again,
                        new Name(rule(Stage.REPEAT), "至少 %d 次购买".formatted(REPEAT_PURCHASES))),
                Contribution.of(
                        "loyalty",
                        Integer.toString(found.recentSales()),
                        loyal,
                        new Name(
                                rule(Stage.LOYAL),
                                "%d 天内至少 %d 次购买".formatted(loyalWindow.toDays(), loyalPurchases))),
                Contribution.of(
                        "silence",
                        found.lastSaleAt() == null ? "-" : found.lastSaleAt().toString(),
                        isLost ? -(first + again + loyal) : 0,
                        new Name(
                                rule(Stage.LOST) + " takes everything back",
                                "%d 天未购买则全部清零".formatted(lostAfter.toDays()))));
    }

    /** The rule of a stage, in words. */
    public String rule(Stage stage) {
        return switch (stage) {
            case POTENTIAL -> "no sale so far";
            case FIRST_PURCHASE -> "one sale";
            case REPEAT -> "at least " + REPEAT_PURCHASES + " sales";
            case LOYAL ->
                    "at least %d sales within %d days"
                            .formatted(loyalPurchases, loyalWindow.toDays());
            case LOST -> "no sale for %d days".formatted(lostAfter.toDays());
        };
    }

    /** Moves forward over the sales, keeping the count of those in the window. */
    private final class Walk {

        private final List<Instant> sales;
        private int happened;
        private int aged;

        Walk(List<Instant> sales) {
            this.sales = sales;
        }

        Stage stageAt(Instant moment) {
            while (happened < sales.size() && !sales.get(happened).isAfter(moment)) {
                happened++;
            }
            while (aged < happened && !sales.get(aged).plus(loyalWindow).isAfter(moment)) {
                aged++;
            }
            if (happened == 0) {
                return Stage.POTENTIAL;
            }
            if (!sales.get(happened - 1).plus(lostAfter).isAfter(moment)) {
                return Stage.LOST;
            }
            if (happened - aged >= loyalPurchases) {
                return Stage.LOYAL;
            }
            return happened >= REPEAT_PURCHASES ? Stage.REPEAT : Stage.FIRST_PURCHASE;
        }

        LifecycleCourse.Evidence evidence() {
            return new LifecycleCourse.Evidence(
                    happened, happened - aged, happened == 0 ? null : sales.get(happened - 1));
        }

        List<Reason> reasons(Stage stage) {
            return switch (stage) {
                case POTENTIAL -> List.of(new Reason("purchases", "0", "no sale so far"));
                case LOST ->
                        List.of(
                                new Reason(
                                        "lastPurchaseAt",
                                        sales.get(happened - 1).toString(),
                                        "no sale for " + days(lostAfter)));
                case LOYAL ->
                        List.of(
                                new Reason(
                                        "purchases" + days(loyalWindow),
                                        Integer.toString(happened - aged),
                                        ">= " + loyalPurchases));
                case REPEAT ->
                        List.of(
                                new Reason(
                                        "purchases",
                                        Integer.toString(happened),
                                        ">= " + REPEAT_PURCHASES),
                                new Reason(
                                        "purchases" + days(loyalWindow),
                                        Integer.toString(happened - aged),
                                        "< " + loyalPurchases));
                case FIRST_PURCHASE -> List.of(new Reason("purchases", "1", "the first sale"));
            };
        }

        /** The first of the moments to come at which the stage is another one than now. */
        @Nullable Instant nextChange(Stage now, Iterable<Instant> toCome) {
            for (var moment : toCome) {
                if (stageAt(moment) != now) {
                    return moment;
                }
            }
            return null;
        }

        private static String days(Duration duration) {
            return duration.toDays() + "d";
        }
    }
}
