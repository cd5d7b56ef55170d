package io.pondcrm.segmentation.modelrun.domain;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of all customers' receipts a forecast needs: how much of everything was bought, and what
 * came after what. Not for several threads.
 */
public final class CategoryCounts {

    private final Map<String, Double> bought = new TreeMap<>();
    private final Map<String, Map<String, Double>> followed = new TreeMap<>();
    private long receipts;

    /** Adds one customer's receipts, oldest first. */
    void add(List<Receipt> history) {
        Receipt before = null;
        for (var receipt : history) {
            receipts++;
            for (var category : receipt.categories()) {
                bought.merge(category, receipt.share(), Double::sum);
            }
            if (before != null) {
                for (var source : before.categories()) {
                    var row = followed.computeIfAbsent(source, _ -> new TreeMap<>());
                    for (var category : receipt.categories()) {
                        row.merge(category, before.share() * receipt.share(), Double::sum);
                    }
                }
            }
            before = receipt;
        }
    }

    /** How many receipts there are. */
    public long receipts() {
        return receipts;
    }

    /** How many receipts each category has, parts of them included. */
    public Map<String, Double> bought() {
        return Collections.unmodifiableMap(bought);
    }

    /** For each category what came next, with parts of receipts. */
    public Map<String, Map<String, Double>> followed() {
        return Collections.unmodifiableMap(followed);
    }
}
