package io.pondcrm.segmentation.clv.domain;

import java.util.OptionalLong;

/**
 * How purchase days become histories. Continuous: the time between days, in weeks = days / 7, not
 * rounded. Discrete: opportunities of {@code days} days each, counted from the first purchase; one
 * that is not over yet does not count.
 *
 * @param days length of the unit
 */
public record Timing(int days, boolean discrete) {

    /** Days counted from a first purchase are at most so many: 89 years. */
    static final int MAX_DAYS = Short.MAX_VALUE;

    /** Continuous time in weeks. */
    public static final Timing WEEKS = new Timing(7, false);

    public Timing {
        if (days < 1) {
            throw new IllegalArgumentException("A unit has at least one day");
        }
    }

    /** Whole periods in each of which a customer buys or does not. */
    public static Timing opportunities(int days) {
        return new Timing(days, true);
    }

    /** A number of days as units of time; whole ones where time is discrete. */
    public double units(long ofDays) {
        return discrete ? (double) Math.floorDiv(ofDays, days) : ofDays / (double) days;
    }

    /**
     * The history until the end of a day.
     *
     * @param purchaseDays distinct and ascending, counted from any day; later ones do not count
     */
    public History history(int[] purchaseDays, int end) {
        var key =
                key(purchaseDays, end, end)
                        .orElseThrow(() -> new IllegalArgumentException("No purchase until then"));
        return history(key);
    }

    History history(long key) {
        return new History(repeats(key), time(last(key)), time(age(key)));
    }

    private double time(int counted) {
        return discrete ? counted : counted / (double) days;
    }

    /**
     * One number for the history and what came after it; the same for customers who look the same.
     *
     * @param holdoutEnd the last day whose purchases count as what came after
     * @return empty without a purchase until {@code end}
     */
    OptionalLong key(int[] purchaseDays, int end, int holdoutEnd) {
        if (purchaseDays.length == 0 || purchaseDays[0] > end) {
            return OptionalLong.empty();
        }
        var first = purchaseDays[0];
        if (holdoutEnd - first > MAX_DAYS) {
            throw new IllegalArgumentException("More than %d days".formatted(MAX_DAYS));
        }
        var age = counted(end - first);
        var whole = discrete ? age + counted(holdoutEnd - end) : holdoutEnd - first;
        var repeats = 0;
        var last = 0;
        var holdout = 0;
        var before = 0;
        for (var index = 1; index < purchaseDays.length; index++) {
            var since = purchaseDays[index] - first;
            var at = discrete ? (since + days - 1) / days : since;
            if (at > whole || at == before) {
                continue;
            }
            before = at;
            if (at <= age) {
                repeats++;
                last = at;
            } else {
                holdout++;
            }
        }
        return OptionalLong.of(key(repeats, last, age, holdout));
    }

    private int counted(int span) {
        return discrete ? span / days : span;
    }

    static long key(int repeats, int last, int age, int holdout) {
        return (long) repeats << 48 | (long) last << 32 | (long) age << 16 | holdout;
    }

    static int repeats(long key) {
        return (int) (key >>> 48);
    }

    static int last(long key) {
        return (int) (key >>> 32) & 0xffff;
    }

    static int age(long key) {
        return (int) (key >>> 16) & 0xffff;
    }

    static int holdout(long key) {
        return (int) key & 0xffff;
    }
}
