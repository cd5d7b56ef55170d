package io.pondcrm.segmentation.lifecycle.domain;

import io.pondcrm.segmentation.score.domain.Contribution;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * How stages follow from what was bought. Who bought nothing is {@code POTENTIAL} by all of them,
 * and who has bought nothing for {@code lostAfter} is {@code LOST}.
 */
public sealed interface StageRules {

    /** The stages there are, in the order in which a customer passes them. */
    List<Stage> stages();

    /** How far back a sale counts as recent. */
    Duration window();

    /** Without a sale for so long a customer is lost. */
    Duration lostAfter();

    /** The stage of who has bought and is not lost. */
    Stage ofBuyer(LifecycleCourse.Evidence found, Instant at);

    /** The rule of a stage, in words. */
    String rule(Stage stage);

    /** What a stage rests on. */
    List<Reason> reasons(Stage stage, LifecycleCourse.Evidence found);

    /** A point for each step that was made, whatever became of the customer afterwards. */
    List<Contribution> steps(LifecycleCourse.Evidence found, Instant at);

    /** The limits, as inputs of a score. */
    String limits();

    private static String days(Duration duration) {
        return duration.toDays() + "d";
    }

    private static Instant firstSale(LifecycleCourse.Evidence found) {
        return Objects.requireNonNull(found.firstSaleAt());
    }

    /**
     * 潜在客户、初次购买、重复购买、忠诚客户、流失客户: by how often was bought.
     *
     * @param loyalPurchases how many sales within the window make a customer loyal
     */
    record Five(int loyalPurchases, Duration loyalWindow, Duration lostAfter)
            implements StageRules {

        private static final int REPEAT_PURCHASES = 2;

        public Five {
            if (loyalPurchases < REPEAT_PURCHASES) {
                throw new IllegalArgumentException("Loyal customers bought at least twice");
            }
            if (!loyalWindow.isPositive() || !lostAfter.isPositive()) {
                throw new IllegalArgumentException("Windows are longer than nothing");
            }
        }

        @Override
        public List<Stage> stages() {
            return List.of(
                    Stage.POTENTIAL, Stage.FIRST_PURCHASE, Stage.REPEAT, Stage.LOYAL, Stage.LOST);
        }

        @Override
        public Duration window() {
            return loyalWindow;
        }

        @Override
        public Stage ofBuyer(LifecycleCourse.Evidence found, Instant at) {
            if (found.recentSales() >= loyalPurchases) {
                return Stage.LOYAL;
            }
            return found.sales() >= REPEAT_PURCHASES ? Stage.REPEAT : Stage.FIRST_PURCHASE;
        }

        @Override
        public String rule(Stage stage) {
            return switch (stage) {
                case POTENTIAL -> "no sale so far";
                case FIRST_PURCHASE -> "one sale";
                case REPEAT -> "at least " + REPEAT_PURCHASES + " sales";
                case LOYAL ->
                        "at least %d sales within %d days"
                                .formatted(loyalPurchases, loyalWindow.toDays());
                case LOST -> "no sale for %d days".formatted(lostAfter.toDays());
                case NEW, ACTIVE -> throw notHere(stage);
            };
        }

        @Override
        public List<Reason> reasons(Stage stage, LifecycleCourse.Evidence found) {
            var recent = Integer.toString(found.recentSales());
            return switch (stage) {
                case POTENTIAL -> neverBought();
                case LOST -> silent(found, lostAfter);
                case LOYAL ->
                        List.of(
                                new Reason(
                                        "purchases" + days(loyalWindow),
                                        recent,
                                        ">= " + loyalPurchases));
                case REPEAT ->
                        List.of(
                                new Reason(
                                        "purchases",
                                        Integer.toString(found.sales()),
                                        ">= " + REPEAT_PURCHASES),
                                new Reason(
                                        "purchases" + days(loyalWindow),
                                        recent,
                                        "< " + loyalPurchases));
                case FIRST_PURCHASE -> List.of(new Reason("purchases", "1", "the first sale"));
                case NEW, ACTIVE -> throw notHere(stage);
            };
        }

        @Override
        public List<Contribution> steps(LifecycleCourse.Evidence found, Instant at) {
            return List.of(
                    firstPurchase(found),
                    Contribution.of(
                            "repeatPurchase",
                            Integer.toString(found.sales()),
                            found.sales() >= REPEAT_PURCHASES ? 1 : 0,
                            new Name(rule(Stage.REPEAT), "至少 %d 次购买".formatted(REPEAT_PURCHASES))),
                    Contribution.of(
                            "loyalty",
                            Integer.toString(found.recentSales()),
                            found.recentSales() >= loyalPurchases ? 1 : 0,
                            new Name(
                                    rule(Stage.LOYAL),
                                    "%d 天内至少 %d 次购买"
                                            .formatted(loyalWindow.toDays(), loyalPurchases))));
        }

        @Override
        public String limits() {
            return "%d|%s|%s".formatted(loyalPurchases, loyalWindow, lostAfter);
        }
    }

    /**
     * 潜在客户、新客户、活跃客户和流失客户: by how long ago was bought.
     *
     * @param newFor so long from the first sale on a customer is new; then, active
     */
    record Four(Duration newFor, Duration lostAfter) implements StageRules {

        public Four {
            if (!newFor.isPositive() || newFor.compareTo(lostAfter) >= 0) {
                throw new IllegalArgumentException(
                        "Customers are new for a while, and lost later than that");
            }
        }

        @Override
        public List<Stage> stages() {
            return List.of(Stage.POTENTIAL, Stage.NEW, Stage.ACTIVE, Stage.LOST);
        }

        @Override
        public Duration window() {
            return newFor;
        }

        @Override
        public Stage ofBuyer(LifecycleCourse.Evidence found, Instant at) {
            return isNew(found, at) ? Stage.NEW : Stage.ACTIVE;
        }

        private boolean isNew(LifecycleCourse.Evidence found, Instant at) {
            return firstSale(found).plus(newFor).isAfter(at);
        }

        @Override
        public String rule(Stage stage) {
            return switch (stage) {
                case POTENTIAL -> "no sale so far";
                case NEW -> "first sale less than %d days ago".formatted(newFor.toDays());
                case ACTIVE ->
                        "first sale %d days ago or more, last sale less than %d days ago"
                                .formatted(newFor.toDays(), lostAfter.toDays());
                case LOST -> "no sale for %d days".formatted(lostAfter.toDays());
                case FIRST_PURCHASE, REPEAT, LOYAL -> throw notHere(stage);
            };
        }

        @Override
        public List<Reason> reasons(Stage stage, LifecycleCourse.Evidence found) {
            return switch (stage) {
                case POTENTIAL -> neverBought();
                case LOST -> silent(found, lostAfter);
                case NEW ->
                        List.of(
                                new Reason(
                                        "firstPurchaseAt",
                                        firstSale(found).toString(),
                                        "less than " + days(newFor) + " ago"));
                case ACTIVE ->
                        List.of(
                                new Reason(
                                        "firstPurchaseAt",
                                        firstSale(found).toString(),
                                        days(newFor) + " ago or more"),
                                new Reason(
                                        "lastPurchaseAt",
                                        String.valueOf(found.lastSaleAt()),
                                        "less than " + days(lostAfter) + " ago"));
                case FIRST_PURCHASE, REPEAT, LOYAL -> throw notHere(stage);
            };
        }

        @Override
        public List<Contribution> steps(LifecycleCourse.Evidence found, Instant at) {
            var isActive = found.sales() > 0 && !isNew(found, at);
            return List.of(
                    firstPurchase(found),
                    Contribution.of(
                            "acquaintance",
                            String.valueOf(found.firstSaleAt()),
                            isActive ? 1 : 0,
                            new Name(
                                    "first sale %d days ago or more".formatted(newFor.toDays()),
                                    "首次购买已满 %d 天".formatted(newFor.toDays()))));
        }

        @Override
        public String limits() {
            return "%s|%s".formatted(newFor, lostAfter);
        }
    }

    private static Contribution firstPurchase(LifecycleCourse.Evidence found) {
        return Contribution.of(
                "firstPurchase",
                Integer.toString(found.sales()),
                found.sales() >= 1 ? 1 : 0,
                new Name("at least one sale", "至少一次购买"));
    }

    private static List<Reason> neverBought() {
        return List.of(new Reason("purchases", "0", "no sale so far"));
    }

    private static List<Reason> silent(LifecycleCourse.Evidence found, Duration lostAfter) {
        return List.of(
                new Reason(
                        "lastPurchaseAt",
                        String.valueOf(found.lastSaleAt()),
                        "no sale for " + days(lostAfter)));
    }

    private static IllegalArgumentException notHere(Stage stage) {
        return new IllegalArgumentException("No such stage by these rules: " + stage);
    }
}
