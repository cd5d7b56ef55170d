package io.pondcrm.segmentation.segment.domain;

import io.pondcrm.kernel.filter.Aggregate;
import io.pondcrm.kernel.filter.Aggregate.Function;
import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate over one customer's purchases. Only the window's part of them is looked at, from the
 * newest back.
 */
final class PurchaseAggregate {

    /** What kinds of events there are; refunds take back and count negative beside sales. */
    enum Kind {
        PURCHASES,
        REFUNDS,
        TRANSACTIONS;

        static Kind of(String wireName) {
            return switch (wireName) {
                case "purchases" -> PURCHASES;
                case "refunds" -> REFUNDS;
                case "transactions" -> TRANSACTIONS;
                default -> throw new IllegalArgumentException("No such events: " + wireName);
            };
        }
    }

    private final Aggregate asked;
    private final Kind kind;
    private final boolean takesAll;
    private final @Nullable String currency;

    PurchaseAggregate(Aggregate asked) {
        this.asked = asked;
        this.kind = Kind.of(asked.events());
        this.takesAll = asked.takesAll();
        this.currency = asked.currency() == null ? null : asked.currency().getCurrencyCode();
    }

    /**
     * @param purchases oldest first
     */
    BigDecimal at(Instant at, List<Purchase> purchases) {
        var window = asked.window();
        var reach = reach(at);
        var isCount = asked.function() == Function.COUNT;
        var count = 0L;
        var sum = BigDecimal.ZERO;
        for (var index = purchases.size() - 1; index >= 0; index--) {
            var purchase = purchases.get(index);
            var happened = purchase.occurredAt();
            if (!happened.isAfter(reach)) {
                break;
            }
            if (!happened.isAfter(at)
                    && (window == null || window.isFixed() || window.end(happened).isAfter(at))
                    && counts(purchase)) {
                if (isCount) {
                    count++;
                } else {
                    sum = sum.add(amount(purchase));
                }
            }
        }
        return isCount ? BigDecimal.valueOf(count) : sum;
    }

    /** A purchase that comes to count, or ceases to, and what that changes. */
    private record Step(Instant at, BigDecimal change) {}

    /**
     * When a comparison with this aggregate first turns out differently, nothing new being heard.
     *
     * @param purchases oldest first
     */
    Optional<Instant> nextFlip(Filter.Comparison comparison, Instant at, List<Purchase> purchases) {
        var steps = steps(at, purchases);
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        var value = at(at, purchases);
        var held = comparison.holds(value);
        for (var index = 0; index < steps.size(); index++) {
            var step = steps.get(index);
            value = value.add(step.change);
            var isLastOfMoment =
                    index + 1 == steps.size() || steps.get(index + 1).at.isAfter(step.at);
            if (isLastOfMoment && comparison.holds(value) != held) {
                return Optional.of(step.at);
            }
        }
        return Optional.empty();
    }

    private List<Step> steps(Instant at, List<Purchase> purchases) {
        var window = asked.window();
        var reach = reach(at);
        var steps = new ArrayList<Step>();
        for (var index = purchases.size() - 1; index >= 0; index--) {
            var purchase = purchases.get(index);
            var happened = purchase.occurredAt();
            if (!happened.isAfter(reach) || window == null && !happened.isAfter(at)) {
                break;
            }
            if (!counts(purchase)) {
                continue;
            }
            var change = asked.function() == Function.COUNT ? BigDecimal.ONE : amount(purchase);
            if (happened.isAfter(at)) {
                steps.add(new Step(happened, change));
            }
            if (window != null && window.end(happened).isAfter(at)) {
                steps.add(new Step(window.end(happened), change.negate()));
            }
        }
        steps.sort(Comparator.comparing(Step::at));
        return steps;
    }

    /** Nothing that happened by then is in the window any more. */
    private Instant reach(Instant at) {
        return asked.window() == null ? Instant.MIN : at.minus(asked.window().longest());
    }

    private boolean counts(Purchase purchase) {
        return switch (kind) {
                    case PURCHASES -> purchase.isSale();
                    case REFUNDS -> !purchase.isSale();
                    case TRANSACTIONS -> true;
                }
                && (currency == null || currency.equals(purchase.currency()))
                && (takesAll || asked.where().matches(field -> field(purchase, field)));
    }

    private static @Nullable Object field(Purchase purchase, String field) {
        return switch (field) {
            case "channel" -> purchase.channel();
            case "amount" -> purchase.amount();
            case "categories" -> purchase.categories();
            default -> throw new IllegalArgumentException("No field of a purchase: " + field);
        };
    }

    private BigDecimal amount(Purchase purchase) {
        return kind == Kind.TRANSACTIONS ? purchase.signedAmount() : purchase.amount();
    }
}
