package io.pondcrm.segmentation.rfm.domain;

import io.pondcrm.segmentation.score.domain.Ranking;
import java.util.Arrays;

/**
 * What all customers did, in columns: the whole of a run's arithmetic over plain arrays. Customers
 * are numbered by ascending id, and that breaks ties. Grows as rows come; not for several threads.
 */
public final class RfmTable {

    /** Longs a customer: what one sale touches lies together, as sales come in no order. */
    private static final int WIDTH = 2;

    /**
     * Of each customer the last day and, in the lower half, the number of sales; then the money.
     */
    private long[] columns;

    private int customers;

    /**
     * @param expectedCustomers room to begin with; more may come
     */
    public RfmTable(int expectedCustomers) {
        columns = new long[WIDTH * Math.max(16, expectedCustomers)];
    }

    /**
     * Counts one sale.
     *
     * @param customer the customer's number
     * @param day any day count; larger is later
     * @param amount in any fixed fraction of the currency's unit
     */
    public void sale(int customer, int day, long amount) {
        if (customer >= customers) {
            makeRoomFor(customer);
        }
        var at = WIDTH * customer;
        var sales = columns[at];
        var last = (int) sales == 0 ? day : Math.max(day, lastDay(sales));
        columns[at] = sales(last, (int) sales + 1);
        columns[at + 1] += amount;
    }

    /** Takes money back; no sale is taken back. */
    public void refund(int customer, long amount) {
        if (customer >= customers) {
            makeRoomFor(customer);
        }
        columns[WIDTH * customer + 1] -= amount;
    }

    /** Adds one customer's values as a whole. */
    public void customer(int customer, RfmValues values) {
        if (customer >= customers) {
            makeRoomFor(customer);
        }
        columns[WIDTH * customer] = sales(values.lastDay(), values.frequency());
        columns[WIDTH * customer + 1] = values.rankedMonetary();
    }

    /**
     * Adds what another table counted of the same numbered customers, so that several threads may
     * each count a part of the sales.
     */
    public void add(RfmTable part) {
        if (part.customers > customers) {
            makeRoomFor(part.customers - 1);
        }
        for (var at = 0; at < WIDTH * part.customers; at += WIDTH) {
            var theirs = part.columns[at];
            if ((int) theirs != 0) {
                var ours = columns[at];
                var last =
                        (int) ours == 0
                                ? lastDay(theirs)
                                : Math.max(lastDay(ours), lastDay(theirs));
                columns[at] = sales(last, (int) ours + (int) theirs);
            }
            columns[at + 1] += part.columns[at + 1];
        }
    }

    /**
     * Scores every customer who has a sale by rank.
     *
     * @param bins 5 for quintiles
     */
    public Scored quantiles(int bins) {
        var number = new int[customers];
        var rows = 0;
        for (var customer = 0; customer < customers; customer++) {
            if ((int) columns[WIDTH * customer] > 0) {
                number[rows++] = customer;
            }
        }
        number = Arrays.copyOf(number, rows);
        var days = new int[rows];
        var counts = new int[rows];
        var amounts = new long[rows];
        for (var row = 0; row < rows; row++) {
            var at = WIDTH * number[row];
            days[row] = lastDay(columns[at]);
            counts[row] = (int) columns[at];
            amounts[row] = columns[at + 1];
        }
        var byDay = Ranking.ascending(days, rows);
        var byCount = Ranking.ascending(counts, rows);
        var byAmount = Ranking.ascending(amounts, rows);
        return new Scored(bins, number, days, counts, amounts, byDay, byCount, byAmount);
    }

    private void makeRoomFor(int customer) {
        var room = columns.length / WIDTH;
        if (customer >= room) {
            columns = Arrays.copyOf(columns, WIDTH * Math.max(customer + 1, room + (room >> 1)));
        }
        customers = customer + 1;
    }

    private static long sales(int lastDay, int frequency) {
        return (long) lastDay << Integer.SIZE | Integer.toUnsignedLong(frequency);
    }

    private static int lastDay(long sales) {
        return (int) (sales >> Integer.SIZE);
    }

    /** Every customer with a sale, one row each, in the order of their numbers. */
    public static final class Scored {

        private final int bins;
        private final int[] number;
        private final int[] days;
        private final int[] counts;
        private final long[] amounts;
        private final int[] byDay;
        private final int[] byCount;
        private final int[] byAmount;
        private final byte[] recency;
        private final byte[] frequency;
        private final byte[] monetary;

        private Scored(
                int bins,
                int[] number,
                int[] days,
                int[] counts,
                long[] amounts,
                int[] byDay,
                int[] byCount,
                int[] byAmount) {
            this.bins = bins;
            this.number = number;
            this.days = days;
            this.counts = counts;
            this.amounts = amounts;
            this.byDay = byDay;
            this.byCount = byCount;
            this.byAmount = byAmount;
            this.recency = Ranking.quantiles(byDay, bins);
            this.frequency = Ranking.quantiles(byCount, bins);
            this.monetary = Ranking.quantiles(byAmount, bins);
        }

        /** How many customers have a sale. */
        public int rows() {
            return number.length;
        }

        /** The customer's number in the table. */
        public int customerAt(int row) {
            return number[row];
        }

        public int recencyAt(int row) {
            return recency[row];
        }

        public int frequencyAt(int row) {
            return frequency[row];
        }

        public int monetaryAt(int row) {
            return monetary[row];
        }

        /** The money column by row, in the table's fraction of the unit. */
        public long[] amounts() {
            return amounts.clone();
        }

        RfmScores scoresAt(int row) {
            return new RfmScores(recency[row], frequency[row], monetary[row], bins);
        }

        RfmValues valuesAt(int row) {
            return new RfmValues(days[row], counts[row], RfmValues.fromRanked(amounts[row]));
        }

        long dayAtRank(int rank) {
            return days[byDay[rank]];
        }

        long countAtRank(int rank) {
            return counts[byCount[rank]];
        }

        long amountAtRank(int rank) {
            return amounts[byAmount[rank]];
        }

        int numberAtDayRank(int rank) {
            return number[byDay[rank]];
        }

        int numberAtCountRank(int rank) {
            return number[byCount[rank]];
        }

        int numberAtAmountRank(int rank) {
            return number[byAmount[rank]];
        }
    }
}
