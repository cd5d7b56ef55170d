package io.pondcrm.segmentation.association.domain;

import io.pondcrm.segmentation.score.domain.InputsHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was bought at once, over and over. Equal baskets are kept as one with their count, so that
 * ten million receipts of a few categories take little room. Not for several threads.
 */
public final class Baskets {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Map<List<Integer>, Long> counts = new HashMap<>();
    private long size;

    /** Adds one basket; an empty one is none. What is in it several times counts once. */
    public void add(Collection<String> items) {
        if (items.isEmpty()) {
            return;
        }
        counts.merge(items.stream().map(this::number).distinct().sorted().toList(), 1L, Long::sum);
        size++;
    }

    private Integer number(String name) {
        return numbers.computeIfAbsent(
                name,
                _ -> {
                    names.add(name);
                    return names.size() - 1;
                });
    }

    /** How many baskets there are. */
    public long size() {
        return size;
    }

    /** How many different items there are. */
    public int items() {
        return names.size();
    }

    /** The name of an item by its number. */
    String name(int item) {
        return names.get(item);
    }

    /** Each different basket, as ascending item numbers, and how often it was seen. */
    Map<List<Integer>, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }

    /** Names the data: the same baskets in any order have the same hash. */
    public String hash() {
        var lines = new ArrayList<String>(counts.size());
        counts.forEach((basket, count) -> {
            var line = basket.stream().map(names::get).sorted().toList();
            // No name has a control character in it.
            lines.add(String.join("\u001f", line) + "\u001f" + count);
        });
        Collections.sort(lines);
        return InputsHash.of(String.join("\n", lines));
    }
}
