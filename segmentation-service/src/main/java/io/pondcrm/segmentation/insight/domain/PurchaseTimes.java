package io.pondcrm.segmentation.insight.domain;

import io.pondcrm.kernel.Proportion;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** When members of a segment buy, beside all customers. Not for several threads. */
public final class PurchaseTimes {

    private final ChronoField field;
    private final ZoneId zone;
    private final Instant from;
    private final Instant asOf;
    private final int first;
    private final long[] members;
    private final long[] all;

    private PurchaseTimes(ChronoField field, ZoneId zone, Instant asOf, Duration window) {
        this.field = field;
        this.zone = zone;
        this.asOf = asOf;
        this.from = asOf.minus(window);
        this.first = Math.toIntExact(field.range().getMinimum());
        var size = Math.toIntExact(field.range().getMaximum()) - first + 1;
        this.members = new long[size];
        this.all = new long[size];
    }

    /** By hour, 0 to 23. */
    public static PurchaseTimes byHour(ZoneId zone, Instant asOf, Duration window) {
        return new PurchaseTimes(ChronoField.HOUR_OF_DAY, zone, asOf, window);
    }

    /** By day of the week, 1 (Monday) to 7. */
    public static PurchaseTimes byWeekday(ZoneId zone, Instant asOf, Duration window) {
        return new PurchaseTimes(ChronoField.DAY_OF_WEEK, zone, asOf, window);
    }

    /** Looks at one customer. */
    public void add(CustomerFacts customer, boolean isMember) {
        for (var purchase : customer.purchases()) {
            var at = purchase.occurredAt();
            if (purchase.isSale() && at.isAfter(from) && !at.isAfter(asOf)) {
                var slot = at.atZone(zone).get(field) - first;
                all[slot]++;
                if (isMember) {
                    members[slot]++;
                }
            }
        }
    }

    /** Each hour or day in its order: which part of the sales fell into it. */
    public List<Trait> slots() {
        var memberSales = Arrays.stream(members).sum();
        var sales = Arrays.stream(all).sum();
        var slots = new ArrayList<Trait>(all.length);
        for (var slot = 0; slot < all.length; slot++) {
            slots.add(
                    new Trait(
                            field.name(),
                            Integer.toString(slot + first),
                            new Proportion(members[slot], memberSales),
                            new Proportion(all[slot], sales)));
        }
        return slots;
    }
}
