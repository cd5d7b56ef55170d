package io.pondcrm.feedback.calendar.domain;

import java.util.Comparator;
import java.util.List;

/**
 * When somebody works on one day; nothing on a day off.
 *
 * @param intervals in order, none overlapping another
 */
public record OpenHours(List<Interval> intervals) {

    /** A day off. */
    public static final OpenHours CLOSED = new OpenHours(List.of());

    public OpenHours {
        intervals = intervals.stream().sorted(Comparator.comparingInt(Interval::from)).toList();
        if (overlap(intervals)) {
            throw new IllegalArgumentException("Intervals of a day overlap");
        }
    }

    /** Whether some of these have a minute in common. */
    public static boolean overlap(List<Interval> intervals) {
        for (var one = 0; one < intervals.size(); one++) {
            for (var other = one + 1; other < intervals.size(); other++) {
                if (intervals.get(one).overlaps(intervals.get(other))) {
                    return true;
                }
            }
        }
        return false;
    }

    public boolean isClosed() {
        return intervals.isEmpty();
    }
}
