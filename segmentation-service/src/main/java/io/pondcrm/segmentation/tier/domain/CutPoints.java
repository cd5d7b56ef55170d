package io.pondcrm.segmentation.tier.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the tiers of a scheme that have a quota begin, from one drawing to the next. At each moment
 * the table that was in force then decides, so that what was decided can be told again from one
 * customer's facts.
 *
 * @param tables oldest first, numbered from 1; none before the first drawing
 */
public record CutPoints(Quota.Ties ties, List<CutTable> tables) {

    /** Of a scheme without quotas. */
    public static final CutPoints NONE = new CutPoints(Quota.Ties.ALL_IN, List.of());

    public CutPoints {
        tables = List.copyOf(tables);
        for (var number = 1; number <= tables.size(); number++) {
            if (tables.get(number - 1).number() != number) {
                throw new IllegalArgumentException("Tables are numbered in their order");
            }
        }
    }

    /** Before the first drawing. */
    public static CutPoints undrawn(Quota.Ties ties) {
        return new CutPoints(ties, List.of());
    }

    /** The table drawn last as the first one, in force from a moment on. */
    CutPoints beginningAt(Instant moment) {
        return tables.isEmpty()
                ? this
                : new CutPoints(ties, List.of(tables.getLast().as(1, moment)));
    }

    /**
     * And another table, in force from a moment on, or with the last one if its clock was ahead.
     */
    public CutPoints and(CutTable table, Instant from) {
        var all = new ArrayList<>(tables);
        var last = all.isEmpty() ? from : all.getLast().from();
        all.add(table.as(all.size() + 1, from.isBefore(last) ? last : from));
        return new CutPoints(ties, all);
    }

    boolean holds(CutTable table) {
        return tables.stream().anyMatch(it -> it.id().equals(table.id()));
    }

    /**
     * The table that decides at a moment; empty without any. Before all of them it is the first: a
     * clock may be a little behind the one that put it in force.
     */
    public Optional<CutTable> findAt(Instant moment) {
        for (var table : tables.reversed()) {
            if (!table.from().isAfter(moment)) {
                return Optional.of(table);
            }
        }
        return tables.stream().findFirst();
    }

    /** The tables that have decided by a moment. */
    List<CutTable> listUntil(Instant moment) {
        return tables.stream()
                .filter(table -> table.number() == 1 || !table.from().isAfter(moment))
                .toList();
    }

    /** When it begins that tiers are given, as far as a moment can tell; empty before a drawing. */
    Optional<Instant> findBegin(Instant moment) {
        return tables.stream()
                .findFirst()
                .map(first -> first.from().isAfter(moment) ? moment : first.from());
    }
}
