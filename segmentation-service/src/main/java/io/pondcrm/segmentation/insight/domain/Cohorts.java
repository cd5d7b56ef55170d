package io.pondcrm.segmentation.insight.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Members of a segment by the month of their first sale. Not for several threads. */
public final class Cohorts {

    /** How many months there are, the present one included. */
    public static final int MONTHS = 24;

    private final ZoneId zone;
    private final Instant asOf;
    private final YearMonth last;
    private final NavigableMap<YearMonth, long[]> active = new TreeMap<>();

    public Cohorts(ZoneId zone, Instant asOf) {
        this.zone = zone;
        this.asOf = asOf;
        this.last = YearMonth.from(asOf.atZone(zone));
    }

    /**
     * Who came in one month.
     *
     * @param active how many of them bought in that month, the next one and so on until now; the
     *     first is all of them
     */
    public record Cohort(YearMonth month, List<Long> active) {

        public Cohort {
            active = List.copyOf(active);
        }
    }

    /** Looks at one member. */
    public void add(CustomerFacts customer) {
        YearMonth first = null;
        var months = new HashSet<Integer>();
        for (var purchase : customer.purchases()) {
            if (purchase.isSale() && !purchase.occurredAt().isAfter(asOf)) {
                var month = YearMonth.from(purchase.occurredAt().atZone(zone));
                if (first == null) {
                    first = month;
                }
                months.add(Math.toIntExact(first.until(month, ChronoUnit.MONTHS)));
            }
        }
        if (first == null || first.until(last, ChronoUnit.MONTHS) >= MONTHS) {
            return;
        }
        var length = Math.toIntExact(first.until(last, ChronoUnit.MONTHS)) + 1;
        var counts = active.computeIfAbsent(first, _ -> new long[length]);
        months.forEach(month -> counts[month]++);
    }

    /** The oldest first; months in which nobody came are left out. */
    public List<Cohort> list() {
        return active.entrySet().stream()
                .map(it -> new Cohort(it.getKey(), Arrays.stream(it.getValue()).boxed().toList()))
                .toList();
    }
}
