package io.pondcrm.segmentation.modelrun.domain;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.score.domain.InputsHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The features of all customers who count, in the order of their ids. Not for several threads. */
public final class FeatureTable {

    /** More are too many to be held in memory at once. */
    public static final int MOST_ROWS = 500_000;

    private static final int LINES_A_HASH = 1_000;

    private final List<double[]> rows = new ArrayList<>();
    private final StringBuilder lines = new StringBuilder();
    private String hash = "";

    /**
     * @param customer after the one before
     * @return false if there is no room
     */
    public boolean add(CustomerId customer, double[] row) {
        if (rows.size() == MOST_ROWS) {
            return false;
        }
        lines.append(customer).append(Arrays.toString(row)).append('\n');
        rows.add(row);
        if (rows.size() % LINES_A_HASH == 0) {
            fold();
        }
        return true;
    }

    private void fold() {
        hash = InputsHash.of(hash + "\n" + lines);
        lines.setLength(0);
    }

    /** How many customers count. */
    public int size() {
        return rows.size();
    }

    /** Whether so many rows are different: there can't be more groups than that. */
    public boolean hasDistinct(int wanted) {
        return rows.stream().map(Arrays::toString).distinct().limit(wanted).count() == wanted;
    }

    /** Names the data: equal customers and features, equal hash. */
    public String dataHash() {
        return InputsHash.of(hash + "\n" + lines);
    }

    /** How the features lie. */
    public List<FeatureBins> bins(List<Feature> features) {
        return FeatureBins.of(features, rows());
    }

    double[][] rows() {
        return rows.toArray(double[][]::new);
    }
}
