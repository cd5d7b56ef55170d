package io.pondcrm.benchmarks;

import io.pondcrm.benchmarks.Benchmarks.Figure;
import io.pondcrm.segmentation.abc.domain.AbcClass;
import io.pondcrm.segmentation.abc.domain.AbcTable;
import io.pondcrm.segmentation.rfm.domain.RfmTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * RFM with quintiles and ABC over 10,000,000 purchases of 1,000,000 customers, against the same
 * scores by sorting the customers with the JDK's comparator sort, as one would write it first. The
 * purchases are splitmix64 draws without a seed; the counts are the ones that an independent
 * implementation (pandas) found.
 */
final class ScoringRun {

    private static final int PURCHASES = 10_000_000;
    private static final int CUSTOMERS = 1_000_000;
    private static final int ROUNDS = 3;

    private ScoringRun() {}

    static List<Figure> measure() {
        var ours = new ArrayList<Double>();
        var plain = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            var table = purchases();
            var begun = System.nanoTime();
            var scored = table.quantiles(5);
            var abc = AbcTable.of(scored.amounts(), AbcTable.Cuts.USUAL);
            ours.add((System.nanoTime() - begun) / 1e6);
            check(scored.rows(), abc);
            plain.add(plainSorts(scored));
        }
        var us = GatewayCost.median(ours);
        var peer = GatewayCost.median(plain);
        return List.of(
                new Figure(
                        "RFM + ABC over 1 M customers, 10 M purchases; counts equal",
                        "%.0f ms".formatted(us),
                        "four comparator sorts of the same customers: %.0f ms".formatted(peer),
                        "%.2f".formatted(us / peer),
                        "counts equal"));
    }

    private static RfmTable purchases() {
        var table = new RfmTable(CUSTOMERS);
        for (var i = 0; i < PURCHASES; i++) {
            table.sale(
                    (int) Long.remainderUnsigned(splitmix64(i), CUSTOMERS),
                    (int) Long.remainderUnsigned(splitmix64(i + (1L << 40)), 730),
                    100 + Long.remainderUnsigned(splitmix64(i + (2L << 40)), 50_000));
        }
        return table;
    }

    private static void check(int rows, AbcTable abc) {
        var classes = new EnumMap<AbcClass, Integer>(AbcClass.class);
        for (var rank = 0; rank < abc.rows(); rank++) {
            classes.merge(abc.classAt(rank), 1, Integer::sum);
        }
        if (rows != 999_954
                || !classes.equals(
                        Map.of(AbcClass.A, 672_764, AbcClass.B, 213_000, AbcClass.C, 114_190))) {
            throw new IllegalStateException(
                    "Counts differ from the anchor: " + rows + " " + classes);
        }
    }

    private static double plainSorts(RfmTable.Scored scored) {
        var amounts = scored.amounts();
        var begun = System.nanoTime();
        for (var sort = 0; sort < 4; sort++) {
            var order = new Integer[amounts.length];
            Arrays.setAll(order, at -> at);
            Arrays.sort(order, Comparator.comparingLong(at -> amounts[at]));
        }
        return (System.nanoTime() - begun) / 1e6;
    }

    private static long splitmix64(long i) {
        var z = (i + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
