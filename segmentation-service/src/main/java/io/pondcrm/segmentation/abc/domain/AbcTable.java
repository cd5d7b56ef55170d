package io.pondcrm.segmentation.abc.domain;

import io.pondcrm.segmentation.score.domain.Ranking;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * All customers by what they bring, largest first, in classes by cumulative share.
 *
 * <ul>
 *   <li>Shares are of the sum of all positive values. Equal values stand by ascending row number.
 *   <li>A row is A while the cumulative share, its own included, is at most the first cut; B while
 *       it is at most the second; else C. The largest row is A however large its share is.
 *   <li>A value of zero or less is always C; a negative one takes its share back from the
 *       cumulative share, which falls below 100 % by it.
 * </ul>
 */
public final class AbcTable {

    private final int[] order;
    private final long[] values;
    private final long[] cumulative;
    private final AbcClass[] classes;
    private final long base;

    private AbcTable(int[] order, long[] values, long[] cumulative, AbcClass[] classes, long base) {
        this.order = order;
        this.values = values;
        this.cumulative = cumulative;
        this.classes = classes;
        this.base = base;
    }

    /**
     * Classifies.
     *
     * @param values what each customer brings, customers numbered by ascending id, in any fixed
     *     fraction of a unit
     */
    public static AbcTable of(long[] values, Cuts cuts) {
        var rows = values.length;
        var descending = new long[rows];
        var base = 0L;
        for (var row = 0; row < rows; row++) {
            descending[row] = -values[row];
            base = Math.addExact(base, Math.max(0, values[row]));
        }
        var order = Ranking.ascending(descending, rows);
        var limitA = cuts.limitA(base);
        var limitB = cuts.limitB(base);
        var cumulative = new long[rows];
        var classes = new AbcClass[rows];
        var sum = 0L;
        for (var rank = 0; rank < rows; rank++) {
            var value = values[order[rank]];
            sum += value;
            cumulative[rank] = sum;
            if (value <= 0) {
                classes[rank] = AbcClass.C;
            } else if (rank == 0 || sum <= limitA) {
                classes[rank] = AbcClass.A;
            } else {
                classes[rank] = sum <= limitB ? AbcClass.B : AbcClass.C;
            }
        }
        return new AbcTable(order, values.clone(), cumulative, classes, base);
    }

    public int rows() {
        return order.length;
    }

    /** The row at a rank; rank 0 brings most. */
    public int rowAt(int rank) {
        return order[rank];
    }

    public AbcClass classAt(int rank) {
        return classes[rank];
    }

    public long valueAt(int rank) {
        return values[order[rank]];
    }

    /** Part of the whole, with eight decimals; zero where there is no positive value at all. */
    public BigDecimal shareAt(int rank) {
        return ofBase(valueAt(rank));
    }

    /** Part of the whole that this rank and all before it bring together, with eight decimals. */
    public BigDecimal cumulativeShareAt(int rank) {
        return ofBase(cumulative[rank]);
    }

    /** Sum of all positive values: what shares are of. */
    public long base() {
        return base;
    }

    private BigDecimal ofBase(long part) {
        return base == 0
                ? BigDecimal.ZERO.setScale(8)
                : BigDecimal.valueOf(part)
                        .divide(BigDecimal.valueOf(base), 8, RoundingMode.HALF_UP);
    }

    /**
     * Where class A and class B end.
     *
     * @param a percent of the whole, the field's usual figure is 80
     * @param b percent of the whole, usually 95
     */
    public record Cuts(BigDecimal a, BigDecimal b) {

        private static final BigDecimal ALL = new BigDecimal(100);

        /** 80 and 95 percent. */
        public static final Cuts USUAL = new Cuts(new BigDecimal(80), new BigDecimal(95));

        public Cuts {
            if (a.signum() <= 0 || a.compareTo(b) >= 0 || b.compareTo(ALL) >= 0) {
                throw new IllegalArgumentException("Cuts rise between 0 and 100 percent");
            }
        }

        private long limitA(long base) {
            return limit(a, base);
        }

        private long limitB(long base) {
            return limit(b, base);
        }

        /** Whole numbers up to this one are at most the cut: no rounding error at the edge. */
        private static long limit(BigDecimal cut, long base) {
            BigInteger floor =
                    cut.multiply(BigDecimal.valueOf(base))
                            .divideToIntegralValue(ALL)
                            .toBigInteger();
            return floor.longValueExact();
        }
    }
}
