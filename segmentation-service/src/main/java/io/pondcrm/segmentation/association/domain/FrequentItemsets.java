package io.pondcrm.segmentation.association.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * All sets of items that are in enough baskets, each with its count, found by FP-growth: J. Han, J.
 * Pei, Y. Yin, "Mining Frequent Patterns without Candidate Generation", SIGMOD 2000.
 */
final class FrequentItemsets {

    private final Baskets baskets;
    private final long minCount;
    private final int maxItems;
    private final int limit;
    private final int[] itemOfRank;
    private final Map<List<String>, Long> found = new HashMap<>();

    private FrequentItemsets(
            Baskets baskets, long minCount, int maxItems, int limit, int[] itemOfRank) {
        this.baskets = baskets;
        this.minCount = minCount;
        this.maxItems = maxItems;
        this.limit = limit;
        this.itemOfRank = itemOfRank;
    }

    /**
     * @param minCount in how many baskets a set must be, at least 1
     * @param maxItems how many items a set may have
     * @param limit how many sets are too many
     * @return by the items' names in their order; empty if there are too many
     */
    static Optional<Map<List<String>, Long>> in(
            Baskets baskets, long minCount, int maxItems, int limit) {
        var counts = new long[baskets.items()];
        baskets.counts()
                .forEach((basket, count) -> {
                    for (var item : basket) {
                        counts[item] += count;
                    }
                });
        var itemOfRank =
                IntStream.range(0, counts.length)
                        .filter(item -> counts[item] >= minCount)
                        .boxed()
                        .sorted(
                                Comparator.comparing((Integer item) -> -counts[item])
                                        .thenComparing(baskets::name))
                        .mapToInt(Integer::intValue)
                        .toArray();
        var mining = new FrequentItemsets(baskets, minCount, maxItems, limit, itemOfRank);
        return mining.grow(mining.tree(counts.length), new int[0])
                ? Optional.of(Collections.unmodifiableMap(mining.found))
                : Optional.empty();
    }

    private FpTree tree(int items) {
        var rankOfItem = new int[items];
        Arrays.fill(rankOfItem, -1);
        for (var rank = 0; rank < itemOfRank.length; rank++) {
            rankOfItem[itemOfRank[rank]] = rank;
        }
        var tree = new FpTree(itemOfRank.length);
        baskets.counts()
                .forEach((basket, count) -> {
                    var path = path(basket, rankOfItem);
                    tree.add(path, path.length, count);
                });
        return tree;
    }

    private static int[] path(Collection<Integer> basket, int[] rankOfItem) {
        return basket.stream()
                .mapToInt(item -> rankOfItem[item])
                .filter(rank -> rank >= 0)
                .sorted()
                .toArray();
    }

    /**
     * Finds each set that is {@code suffix} and something of the tree.
     *
     * @return false if there are too many
     */
    private boolean grow(FpTree tree, int[] suffix) {
        for (var rank = 0; rank < tree.size(); rank++) {
            if (tree.support(rank) < minCount) {
                continue;
            }
            if (found.size() == limit) {
                return false;
            }
            var set = Arrays.copyOf(suffix, suffix.length + 1);
            set[suffix.length] = rank;
            found.put(names(set), tree.support(rank));
            if (set.length < maxItems && !grow(tree.conditional(rank, minCount), set)) {
                return false;
            }
        }
        return true;
    }

    private List<String> names(int[] set) {
        var names = new ArrayList<String>(set.length);
        for (var rank : set) {
            names.add(baskets.name(itemOfRank[rank]));
        }
        Collections.sort(names);
        return names;
    }
}
