package io.pondcrm.segmentation.lifecycle.domain;

import io.pondcrm.segmentation.definition.domain.Definition;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.score.domain.Contribution;
import io.pondcrm.segmentation.score.domain.Inputs;
import io.pondcrm.segmentation.score.domain.Name;
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
 * Rules for the stages of the customer lifecycle: one version of them.
 *
 * <p>Sales of every currency count; refunds neither count nor take a sale back. A sale is in a
 * window from the moment it happens until just before the window has passed. Stages are computed
 * from the facts each time, so that late news moves the past too.
 */
public record LifecycleScheme(String id, int version, Name name, StageRules rules)
        implements Definition<LifecycleScheme> {

    /** The five stages with the given limits. */
    public static LifecycleScheme lifecycle5(
            int loyalPurchases, Duration loyalWindow, Duration lostAfter) {
        return new LifecycleScheme(
                "lifecycle-5",
                1,
                new Name("Customer lifecycle in five stages", "客户生命周期五阶段"),
                new StageRules.Five(loyalPurchases, loyalWindow, lostAfter));
    }

    /** The four stages with the given limits. */
    public static LifecycleScheme lifecycle4(Duration newFor, Duration lostAfter) {
        return new LifecycleScheme(
                "lifecycle-4",
                1,
                new Name("Customer lifecycle in four stages", "客户生命周期四阶段"),
                new StageRules.Four(newFor, lostAfter));
    }

    @Override
    public LifecycleScheme as(int number) {
        return new LifecycleScheme(id, number, name, rules);
    }

    /** The stages there are, in the order in which a customer passes them. */
    public List<Stage> stages() {
        return rules.stages();
    }

    /** The stage of that name; empty if this scheme has none. */
    public Optional<Stage> findStage(String stage) {
        return stages().stream().filter(it -> it.name().equals(stage)).findFirst();
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
            moments.add(sale.plus(rules.window()));
            moments.add(sale.plus(rules.lostAfter()));
        }
        var walk = new Walk(sales);
        var phases = new ArrayList<LifecycleCourse.Phase>();
        for (var moment : moments.headSet(asOf, true)) {
            var stage = walk.stageAt(moment);
            if (phases.isEmpty() || phases.getLast().stage() != stage) {
                if (!phases.isEmpty()) {
                    phases.add(phases.removeLast().left(moment));
                }
                phases.add(
                        new LifecycleCourse.Phase(
                                stage,
                                version,
                                moment,
                                null,
                                rules.reasons(stage, walk.evidence())));
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
     * How far a customer came at a moment: one point for each step, in five stages the first sale,
     * the second, and loyalty; who is lost has lost them all.
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
                                    "%s|%d|%s".formatted(id, version, rules.limits()),
                                    facts.purchases().stream()
                                            .filter(Purchase::isSale)
                                            .filter(it -> !it.occurredAt().isAfter(asOf))
                                            .toList()),
                            asOf);
                });
    }

    private List<Contribution> contributions(LifecycleCourse course) {
        var found = course.evidence();
        var contributions = new ArrayList<>(rules.steps(found, course.asOf()));
        var made = contributions.stream().mapToLong(it -> it.points().longValueExact()).sum();
        contributions.add(
                Contribution.of(
                        "silence",
                        found.lastSaleAt() == null ? "-" : found.lastSaleAt().toString(),
                        course.current().stage() == Stage.LOST ? -made : 0,
                        new Name(
                                rule(Stage.LOST) + " takes everything back",
                                "%d 天未购买则全部清零".formatted(rules.lostAfter().toDays()))));
        return contributions;
    }

    /** The rule of a stage, in words. */
    public String rule(Stage stage) {
        return rules.rule(stage);
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
            while (aged < happened && !sales.get(aged).plus(rules.window()).isAfter(moment)) {
                aged++;
            }
            if (happened == 0) {
                return Stage.POTENTIAL;
            }
            if (!sales.get(happened - 1).plus(rules.lostAfter()).isAfter(moment)) {
                return Stage.LOST;
            }
            return rules.ofBuyer(evidence(), moment);
        }

        LifecycleCourse.Evidence evidence() {
            return new LifecycleCourse.Evidence(
                    happened,
                    happened - aged,
                    happened == 0 ? null : sales.getFirst(),
                    happened == 0 ? null : sales.get(happened - 1));
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
    }
}
