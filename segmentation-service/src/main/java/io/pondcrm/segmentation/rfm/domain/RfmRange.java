package io.pondcrm.segmentation.rfm.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a run read of a range of customers: those with a sale, by ascending id, and what they did.
 */
public final class RfmRange {

    private final List<String> customers;
    private final int[] days;
    private final int[] counts;
    private final long[] amounts;

    private RfmRange(List<String> customers, int[] days, int[] counts, long[] amounts) {
        this.customers = List.copyOf(customers);
        this.days = days;
        this.counts = counts;
        this.amounts = amounts;
    }

    /** Takes customers in one by one, in the order of their ids. Not for several threads. */
    public static final class Reading {

        private final List<String> customers = new ArrayList<>();
        private int[] days = new int[64];
        private int[] counts = new int[64];
        private long[] amounts = new long[64];

        /** Adds a customer who has a sale. */
        public void add(CustomerId customer, RfmValues values) {
            add(customer.value(), values.lastDay(), values.frequency(), values.rankedMonetary());
        }

        /**
         * Adds one as {@link RfmRange} tells them.
         *
         * @param amount in ten-thousandths of the currency's unit
         */
        public void add(String customer, int lastDay, int frequency, long amount) {
            var row = customers.size();
            if (row == days.length) {
                days = Arrays.copyOf(days, row * 2);
                counts = Arrays.copyOf(counts, row * 2);
                amounts = Arrays.copyOf(amounts, row * 2);
            }
            customers.add(customer);
            days[row] = lastDay;
            counts[row] = frequency;
            amounts[row] = amount;
        }

        public RfmRange toRange() {
            return new RfmRange(customers, days.clone(), counts.clone(), amounts.clone());
        }
    }

    public int rows() {
        return customers.size();
    }

    public String customerAt(int row) {
        return customers.get(row);
    }

    public int dayAt(int row) {
        return days[row];
    }

    public int countAt(int row) {
        return counts[row];
    }

    /** In ten-thousandths of the currency's unit. */
    public long amountAt(int row) {
        return amounts[row];
    }

    RfmValues valuesAt(int row) {
        return new RfmValues(days[row], counts[row], RfmValues.fromRanked(amounts[row]));
    }
}
