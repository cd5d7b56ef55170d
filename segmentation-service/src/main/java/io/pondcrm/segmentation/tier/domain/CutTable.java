package io.pondcrm.segmentation.tier.domain;

import io.pondcrm.segmentation.score.domain.Name;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The points that the quotas of a scheme came to when all customers were counted. Until the next
 * table they are as fixed as thresholds.
 *
 * @param id of the draw: one draw makes one table, however often it is tried
 * @param number counts the tables of one version of a scheme, from 1
 * @param asOf the moment whose points were counted
 * @param from the first moment it decides
 * @param customers how many had points
 * @param cuts one for each tier with a quota, the lowest tier first
 */
public record CutTable(
        String id, int number, Instant asOf, Instant from, long customers, List<Cut> cuts) {

    /**
     * Where one tier begins.
     *
     * @param points what is to be reached: the points of the last who found a place; null if nobody
     *     did
     * @param places how many the quota is for
     * @param reached how many had the points: more than the places, or fewer, by ties alone
     */
    public record Cut(String tier, @Nullable BigDecimal points, long places, long reached) {}

    public CutTable {
        cuts = List.copyOf(cuts);
    }

    /** The points from which on a tier is earned; empty where nobody earns it. */
    public Optional<BigDecimal> findPoints(String tier) {
        return cuts.stream().filter(cut -> cut.tier().equals(tier)).findFirst().map(Cut::points);
    }

    /** As reasons call it. */
    String name() {
        return "%d of %s".formatted(number, asOf);
    }

    /** Where each tier begins, the highest first. */
    Name rule() {
        var en = new ArrayList<String>();
        var zh = new ArrayList<String>();
        for (var cut : cuts.reversed()) {
            var points = cut.points();
            if (points == null) {
                en.add("nobody has a place in " + cut.tier());
                zh.add(cut.tier() + " 无人入选");
            } else {
                en.add(
                        "%s from %s points on, which %d of %d had for %d places"
                                .formatted(
                                        cut.tier(),
                                        plain(points),
                                        cut.reached,
                                        customers,
                                        cut.places));
                zh.add(
                        "%s 为 %s 分起（%d 人中 %d 人达到，名额 %d 个）"
                                .formatted(
                                        cut.tier(),
                                        plain(points),
                                        customers,
                                        cut.reached,
                                        cut.places));
            }
        }
        return new Name(String.join("; ", en), String.join("；", zh));
    }

    /** As inputs of a decision. */
    List<String> lines() {
        return cuts.stream()
                .map(cut -> {
                    var points = cut.points();
                    return "cut|%d|%s|%s|%s"
                            .formatted(
                                    number, from, cut.tier(), points == null ? "-" : plain(points));
                })
                .toList();
    }

    private static String plain(BigDecimal points) {
        return points.signum() == 0 ? "0" : points.stripTrailingZeros().toPlainString();
    }

    /** The same table in another place of the row. */
    CutTable as(int itsNumber, Instant itsFrom) {
        return new CutTable(id, itsNumber, asOf, itsFrom, customers, cuts);
    }
}
