package io.pondcrm.segmentation.clv.domain;

import java.util.List;

/**
 * Customers whose contracts began in one period, and how many of them were left after each renewal.
 *
 * @param customers first those who began, then those whose contract ran on after the first renewal,
 *     the second, and so on; never more than before
 */
public record ContractCohort(String name, List<Long> customers) {

    public ContractCohort {
        customers = List.copyOf(customers);
        if (!isSurvival(customers)) {
            throw new IllegalArgumentException("From some customers down: " + customers);
        }
    }

    /** Whether numbers can be those of a cohort: at least two, never rising. */
    public static boolean isSurvival(List<Long> customers) {
        for (var period = 1; period < customers.size(); period++) {
            if (customers.get(period) > customers.get(period - 1)) {
                return false;
            }
        }
        return customers.size() >= 2 && customers.getFirst() > 0 && customers.getLast() >= 0;
    }

    /** How many renewals are known. */
    public int renewals() {
        return customers.size() - 1;
    }
}
