package io.pondcrm.segmentation.rfm.domain;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many of some members are in each named segment and in each cell. Tallies add up. */
public record RfmTally(Map<RfmSegment, Integer> segments, Map<String, Integer> cells) {

    /** Of nobody. */
    public static final RfmTally NONE = new RfmTally(Map.of(), Map.of());

    public RfmTally {
        var inOrder = new EnumMap<RfmSegment, Integer>(RfmSegment.class);
        inOrder.putAll(segments);
        segments = Collections.unmodifiableMap(inOrder);
        cells = Collections.unmodifiableMap(new TreeMap<>(cells));
    }

    public static RfmTally of(List<RfmRun.Member> members) {
        var inSegment = new EnumMap<RfmSegment, Integer>(RfmSegment.class);
        var inCell = new TreeMap<String, Integer>();
        for (var member : members) {
            inSegment.merge(member.segment(), 1, Integer::sum);
            inCell.merge(member.scores().cell(), 1, Integer::sum);
        }
        return new RfmTally(inSegment, inCell);
    }

    public RfmTally and(RfmTally other) {
        var inSegment = new EnumMap<RfmSegment, Integer>(RfmSegment.class);
        inSegment.putAll(segments);
        other.segments.forEach((segment, count) -> inSegment.merge(segment, count, Integer::sum));
        var inCell = new TreeMap<>(cells);
        other.cells.forEach((cell, count) -> inCell.merge(cell, count, Integer::sum));
        return new RfmTally(inSegment, inCell);
    }
}
