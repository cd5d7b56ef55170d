package io.pondcrm.segmentation.rfm.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What time alone does to one customer's scores by one run: purchases leave the window one by one,
 * and the days since the last sale pass the fixed limits. One walk over the purchases, forward.
 */
final class Ageing {

    private final RfmModel model;
    private final CustomerFacts facts;
    private final List<Purchase> purchases;
    private RfmRun run;
    private Instant now;
    private int entering;
    private int leaving;
    private int frequency;
    private BigDecimal monetary = BigDecimal.ZERO;
    private @Nullable Instant lastSale;

    Ageing(RfmRun run, CustomerFacts facts, Instant from) {
        this.run = run;
        this.model = run.model();
        this.facts = facts;
        this.purchases =
                facts.purchases().stream()
                        .filter(it -> it.currency().equals(model.currency()))
                        .toList();
        this.now = from;
        bringTo(from);
    }

    /**
     * The first moment at which the customer is placed otherwise; empty if time changes nothing.
     */
    Optional<Instant> nextChange() {
        var before = look();
        for (var next = nextMoment(); next != null; next = nextMoment()) {
            bringTo(next);
            if (!Objects.equals(look(), before)) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    /**
     * Lets a later run of the same model score from a moment on.
     *
     * @return false where it is by another version of the model, and nothing is changed
     */
    boolean goesOnBy(RfmRun later, Instant from) {
        if (!later.model().equals(model)) {
            return false;
        }
        run = later;
        bringTo(from);
        return true;
    }

    /** Tells how the customer is scored now, and each time that it is otherwise up to a moment. */
    void follow(Instant until, Consumer<RfmTerms.Placed> told) {
        var before = tell(told);
        for (var next = nextMoment(); next != null && !next.isAfter(until); next = nextMoment()) {
            bringTo(next);
            if (!Objects.equals(look(), before)) {
                before = tell(told);
            }
        }
    }

    private @Nullable Look tell(Consumer<RfmTerms.Placed> told) {
        var look = look();
        told.accept(
                look == null
                        ? new RfmTerms.Placed(now, run, null, null)
                        : new RfmTerms.Placed(now, run, look.scores, look.segment));
        return look;
    }

    private record Look(RfmScores scores, RfmSegment segment) {}

    private @Nullable Look look() {
        if (frequency == 0 || lastSale == null) {
            return null;
        }
        var values = new RfmValues(model.dayOf(lastSale), frequency, monetary);
        var scores = run.score(facts.customer(), values, model.dayOf(now));
        return new Look(scores, run.segment(values, scores));
    }

    private void bringTo(Instant moment) {
        now = moment;
        while (entering < purchases.size()
                && !purchases.get(entering).occurredAt().isAfter(moment)) {
            var purchase = purchases.get(entering++);
            count(purchase, 1);
            if (purchase.isSale()) {
                lastSale = purchase.occurredAt();
            }
        }
        var window = model.window();
        while (window != null
                && leaving < entering
                && !leaves(purchases.get(leaving), window).isAfter(moment)) {
            count(purchases.get(leaving++), -1);
        }
    }

    private void count(Purchase purchase, int sign) {
        if (purchase.isSale()) {
            frequency += sign;
        }
        if (purchase.isSale() || model.refunds() == RfmModel.Refunds.SUBTRACT) {
            var amount = purchase.signedAmount();
            monetary = sign > 0 ? monetary.add(amount) : monetary.subtract(amount);
        }
    }

    private static Instant leaves(Purchase purchase, Duration window) {
        return purchase.occurredAt().plus(window);
    }

    private @Nullable Instant nextMoment() {
        var next = nextLimit();
        if (entering < purchases.size()) {
            next = earlier(next, purchases.get(entering).occurredAt());
        }
        var window = model.window();
        if (window != null && leaving < entering) {
            next = earlier(next, leaves(purchases.get(leaving), window));
        }
        return next;
    }

    /** When the days since the last sale reach the next fixed limit. */
    private @Nullable Instant nextLimit() {
        if (frequency == 0
                || lastSale == null
                || !(model.bins() instanceof Bins.CutPoints(var limits, _, _))) {
            return null;
        }
        var lastDay = LocalDate.ofEpochDay(model.dayOf(lastSale));
        for (var limit : limits) {
            var passed = lastDay.plusDays(limit + 1L).atStartOfDay(model.zone()).toInstant();
            if (passed.isAfter(now)) {
                return passed;
            }
        }
        return null;
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }
}
