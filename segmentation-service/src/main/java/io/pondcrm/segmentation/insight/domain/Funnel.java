package io.pondcrm.segmentation.insight.domain;

import io.pondcrm.kernel.Proportion;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * How far members of a segment come in a row of steps, beside all customers. Each step is taken
 * later than the one before, all within a time from the first; what happened at one moment is one
 * step. Of several ways to begin, the one that leads furthest counts. Not for several threads.
 */
public final class Funnel {

    private final FunnelSteps steps;
    private final Instant asOf;
    private final Instant from;
    private final Duration within;
    private final long[] members;
    private final long[] all;
    private long open;

    /**
     * @param window how far back the first step may lie
     * @param within how long after the first step the last one may be taken: until just before it
     *     has passed
     */
    public Funnel(FunnelSteps steps, Instant asOf, Duration window, Duration within) {
        this.steps = steps;
        this.asOf = asOf;
        this.from = asOf.minus(window);
        this.within = within;
        this.members = new long[steps.names().size()];
        this.all = new long[members.length];
    }

    /**
     * How many took a step.
     *
     * @param reached of those who took the first step; members and all customers
     * @param ofPrevious of the members who took the step before
     */
    public record Step(Trait reached, Proportion ofPrevious) {}

    /** Looks at one customer. */
    public void add(CustomerFacts customer, boolean isMember) {
        var moments = new ArrayList<SortedSet<Instant>>(all.length);
        for (var step = 0; step < all.length; step++) {
            moments.add(steps.moments(step, customer, asOf));
        }
        var starts = moments.getFirst().tailSet(from.plusNanos(1));
        var furthest = 0;
        for (var start : starts) {
            furthest = Math.max(furthest, stepsFrom(start, moments));
            if (furthest == all.length) {
                break;
            }
        }
        for (var step = 0; step < furthest; step++) {
            all[step]++;
            if (isMember) {
                members[step]++;
            }
        }
        if (isMember
                && furthest > 0
                && furthest < all.length
                && starts.last().plus(within).isAfter(asOf)) {
            open++;
        }
    }

    /** To take each step as soon as it can be leaves the most time for those that follow. */
    private int stepsFrom(Instant start, List<SortedSet<Instant>> moments) {
        var end = start.plus(within);
        var last = start;
        for (var step = 1; step < moments.size(); step++) {
            var next = moments.get(step).subSet(last.plusNanos(1), max(last.plusNanos(1), end));
            if (next.isEmpty()) {
                return step;
            }
            last = next.first();
        }
        return moments.size();
    }

    private static Instant max(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The members who are not through, but began so lately that they still may come there. */
    public long open() {
        return open;
    }

    /** Each step in its order. */
    public List<Step> list() {
        var list = new ArrayList<Step>(all.length);
        for (var step = 0; step < all.length; step++) {
            list.add(
                    new Step(
                            new Trait(
                                    "step",
                                    steps.names().get(step),
                                    new Proportion(members[step], members[0]),
                                    new Proportion(all[step], all[0])),
                            new Proportion(members[step], members[Math.max(0, step - 1)])));
        }
        return list;
    }
}
