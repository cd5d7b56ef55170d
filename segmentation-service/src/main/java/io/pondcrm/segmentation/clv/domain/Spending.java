package io.pondcrm.segmentation.clv.domain;

import io.pondcrm.segmentation.score.domain.InputsHash;
import java.util.Arrays;

/**
 * What repeat customers spend: for each, the number of repeat purchases and their mean. Parts put
 * together in one order are the same as the whole.
 */
public final class Spending {

    /** Customers who are hashed as one. */
    private static final int CHUNK = 8_192;

    private int[] repeats;
    private double[] means;
    private int customers;

    /** Nobody's. */
    public Spending() {
        repeats = new int[16];
        means = new double[16];
    }

    /**
     * Adds a customer; without a repeat purchase, or unless the mean is positive, nothing happens.
     */
    public void add(int ofRepeats, double mean) {
        if (ofRepeats == 0 || !(mean > 0)) {
            return;
        }
        if (customers == means.length) {
            repeats = Arrays.copyOf(repeats, 2 * customers);
            means = Arrays.copyOf(means, 2 * customers);
        }
        repeats[customers] = ofRepeats;
        means[customers++] = mean;
    }

    /** Adds all of some others. */
    public void addAll(Spending others) {
        for (var customer = 0; customer < others.customers; customer++) {
            add(others.repeats[customer], others.means[customer]);
        }
    }

    /** How many customers. */
    public int customers() {
        return customers;
    }

    public int repeatsAt(int customer) {
        return repeats[customer];
    }

    public double meanAt(int customer) {
        return means[customer];
    }

    /** Equal customers in equal order, equal hash. */
    public String hash() {
        var hash = "";
        for (var from = 0; from < customers; from += CHUNK) {
            var to = Math.min(customers, from + CHUNK);
            hash =
                    InputsHash.of(
                            hash
                                    + Arrays.toString(Arrays.copyOfRange(repeats, from, to))
                                    + Arrays.toString(Arrays.copyOfRange(means, from, to)));
        }
        return hash;
    }

    /** The mean over customers of their means; 0 if there are none. */
    public double mean() {
        return customers == 0 ? 0 : Arrays.stream(means, 0, customers).sum() / customers;
    }

    /**
     * Pearson's correlation of frequency and mean spend: the spend model takes them as independent.
     *
     * @return 0 where either does not vary
     */
    public double correlation() {
        var meanRepeats = Arrays.stream(repeats, 0, customers).average().orElse(0);
        var meanSpend = mean();
        var together = 0.0;
        var ofRepeats = 0.0;
        var ofSpend = 0.0;
        for (var customer = 0; customer < customers; customer++) {
            var x = repeats[customer] - meanRepeats;
            var y = means[customer] - meanSpend;
            together += x * y;
            ofRepeats += x * x;
            ofSpend += y * y;
        }
        return ofRepeats * ofSpend > 0 ? together / Math.sqrt(ofRepeats * ofSpend) : 0;
    }
}
