package io.pondcrm.segmentation.clv.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A customer's lifetime value as those read it who keep what they conclude from it: at each sale,
 * whenever another model comes into use, and on the first of each month in the model's zone. In
 * between it stands still, so that nobody has to be looked at each day for figures that fall a
 * little each day.
 */
public final class ClvReadings {

    private ClvReadings() {}

    /**
     * What is read at a moment and stands until the next.
     *
     * @param model null where none is in use
     * @param prospect null where nothing was bought yet
     */
    public record Reading(Instant at, @Nullable ClvModel model, @Nullable Prospect prospect) {}

    /**
     * @param asOf models that come into use later are not known then
     * @param until how far to look ahead as things stand at {@code asOf}
     * @return oldest first, the first being the one that stands at {@code from}
     */
    public static List<Reading> follow(
            ClvUses uses, CustomerFacts facts, Instant from, Instant asOf, Instant until) {
        var turns = new TreeSet<Instant>();
        for (var use : uses.all()) {
            turns.add(use.from());
            if (use.until() != null) {
                turns.add(use.until());
            }
        }
        // What was in use ever since has no moment at which it began.
        turns.remove(Instant.MIN);
        var readings = new ArrayList<Reading>();
        for (var start = from; start != null; ) {
            var next = turns.higher(start);
            var end = next == null || next.isAfter(asOf) ? until : next.minusMillis(1);
            var model = uses.at(start).orElse(null);
            var turned = turns.floor(start);
            if (model == null) {
                readings.add(new Reading(turned == null ? start : turned, null, null));
            } else {
                for (var moment : moments(model, facts, start, end, turned)) {
                    readings.add(
                            new Reading(moment, model, model.prospect(facts, moment).orElse(null)));
                }
            }
            start = next == null || next.isAfter(asOf) ? null : next;
        }
        return readings;
    }

    /** The last moment of reading until the start, and each one after it until the end. */
    private static TreeSet<Instant> moments(
            ClvModel model,
            CustomerFacts facts,
            Instant start,
            Instant end,
            @Nullable Instant turned) {
        var all = new TreeSet<Instant>();
        if (turned != null) {
            all.add(turned);
        }
        var month = LocalDate.ofInstant(start, model.zone()).withDayOfMonth(1);
        for (var first = begin(model, month); !first.isAfter(end); first = begin(model, month)) {
            all.add(first);
            month = month.plusMonths(1);
        }
        facts.purchases().stream()
                .filter(it -> it.isSale() && it.currency().equals(model.currency()))
                .map(Purchase::occurredAt)
                .filter(it -> !it.isAfter(end))
                .forEach(all::add);
        return new TreeSet<>(
                all.tailSet(Optional.ofNullable(all.floor(start)).orElse(start), true));
    }

    private static Instant begin(ClvModel model, LocalDate day) {
        return day.atStartOfDay(model.zone()).toInstant();
    }
}
