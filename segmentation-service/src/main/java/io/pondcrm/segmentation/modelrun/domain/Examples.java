package io.pondcrm.segmentation.modelrun.domain;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.modelrun.domain.Outlook.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is learned from, in the order of the customers' ids. Not for several threads. */
public final class Examples {

    private final FeatureTable table = new FeatureTable();
    private final List<Example> all = new ArrayList<>();

    /**
     * @param customer after the one before
     * @return false if there is no room
     */
    public boolean add(CustomerId customer, Example example) {
        var features = example.features();
        var row = Arrays.copyOf(features, features.length + 1);
        row[features.length] = example.bought() ? 1 : 0;
        if (!table.add(customer, row)) {
            return false;
        }
        all.add(example);
        return true;
    }

    /** Names the data: equal customers, features and outcomes, equal hash. */
    public String dataHash() {
        return table.dataHash();
    }

    /** How the features lie. */
    public List<FeatureBins> bins(List<Feature> features) {
        return FeatureBins.of(features, table.rows());
    }

    List<Example> all() {
        return all;
    }
}
