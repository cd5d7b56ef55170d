package io.pondcrm.segmentation.rfm.domain;

import io.pondcrm.segmentation.score.domain.Ranking;
import java.util.Arrays;

/**
 * What all customers did, in columns: the whole of a run's arithmetic over plain arrays. Customers
 * are numbered by ascending id, and that breaks ties. Grows as rows come; not for several threads.
 */
public final class RfmTable {

    private int[] lastDay;
    private int[] frequency;
    private long[] monetary;
    private int customers;

    /**
     * @param expectedCustomers room to begin with; more may come
     */
    public RfmTable(int expectedCustomers) {
        lastDay = new int[Math.max(16, expectedCustomers)];
        frequency = new int[lastDay.length];
        monetary = new long[lastDay.length];
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
        if (frequency[customer]++ == 0 || day > lastDay[customer]) {
            lastDay[customer] = day;
        }
        monetary[customer] += amount;
    }

    /** Takes money back; no sale is taken back. */
    public void refund(int customer, long amount) {
        if (customer >= customers) {
            makeRoomFor(customer);
        }
        monetary[customer] -= amount;
    }

    /** Adds one customer's values as a whole. */
    public void customer(int customer, RfmValues values) {
        if (customer >= customers) {
            makeRoomFor(customer);
        }
        lastDay[customer] = values.lastDay();
        frequency[customer] = values.frequency();
        monetary[customer] = values.rankedMonetary();
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
            if (frequency[customer] > 0) {
                number[rows++] = customer;
            }
        }
        number = Arrays.copyOf(number, rows);
        var days = new int[rows];
        var counts = new int[rows];
        var amounts = new long[rows];
        for (var row = 0; row < rows; row++) {
            days[row] = lastDay[number[row]];
            counts[row] = frequency[number[row]];
            amounts[row] = monetary[number[row]];
        }
        var byDay = Ranking.ascending(days, rows);
        var byCount = Ranking.ascending(counts, rows);
        var byAmount = Ranking.ascending(amounts, rows);
        return new Scored(bins, number, days, counts, amounts, byDay, byCount, byAmount);
    }

    private void makeRoomFor(int customer) {
        if (customer >= lastDay.length) {
            var room = Math.max(customer + 1, lastDay.length + (lastDay.length >> 1));
            lastDay = Arrays.copyOf(lastDay, room);
            frequency = Arrays.copyOf(frequency, room);
            monetary = Arrays.copyOf(monetary, room);
        }
        customers = customer + 1;
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
