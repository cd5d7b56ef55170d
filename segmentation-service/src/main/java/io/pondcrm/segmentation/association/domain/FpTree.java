package io.pondcrm.segmentation.association.domain;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A frequent-pattern tree (Han, Pei & Yin 2000, section 2): baskets as paths from a common root,
 * their items ordered by rank, rank 0 being the most frequent item; equal beginnings are shared.
 */
final class FpTree {

    private static final int ROOT = 0;

    /** By rank: the node of that rank that came last; the others hang on it by {@link #next}. */
    private final int[] heads;

    private final long[] supports;
    private final Map<Long, Integer> children = new HashMap<>();
    private int[] ranks = new int[64];
    private int[] parents = new int[64];
    private int[] next = new int[64];
    private long[] counts = new long[64];
    private int nodes = 1;

    /**
     * @param size how many ranks there are
     */
    FpTree(int size) {
        heads = new int[size];
        supports = new long[size];
    }

    /** How many ranks there are. */
    int size() {
        return heads.length;
    }

    /** In how many baskets the item of a rank is. */
    long support(int rank) {
        return supports[rank];
    }

    /**
     * @param path ascending ranks, of which the first {@code length} count
     */
    void add(int[] path, int length, long count) {
        var node = ROOT;
        for (var step = 0; step < length; step++) {
            node = child(node, path[step]);
            counts[node] += count;
            supports[path[step]] += count;
        }
    }

    private int child(int parent, int rank) {
        var key = (long) parent << Integer.SIZE | rank;
        var known = children.get(key);
        if (known != null) {
            return known;
        }
        if (nodes == ranks.length) {
            ranks = Arrays.copyOf(ranks, nodes * 2);
            parents = Arrays.copyOf(parents, nodes * 2);
            next = Arrays.copyOf(next, nodes * 2);
            counts = Arrays.copyOf(counts, nodes * 2);
        }
        var node = nodes++;
        children.put(key, node);
        ranks[node] = rank;
        parents[node] = parent;
        next[node] = heads[rank];
        heads[rank] = node;
        return node;
    }

    /**
     * The tree of all baskets that have the item of a rank, without that item, without those behind
     * it, and without those that are not frequent among these baskets.
     */
    FpTree conditional(int rank, long minCount) {
        var among = new long[rank];
        for (var node = heads[rank]; node != ROOT; node = next[node]) {
            for (var above = parents[node]; above != ROOT; above = parents[above]) {
                among[ranks[above]] += counts[node];
            }
        }
        var tree = new FpTree(rank);
        var path = new int[rank];
        for (var node = heads[rank]; node != ROOT; node = next[node]) {
            var from = rank;
            for (var above = parents[node]; above != ROOT; above = parents[above]) {
                if (among[ranks[above]] >= minCount) {
                    path[--from] = ranks[above];
                }
            }
            tree.add(Arrays.copyOfRange(path, from, rank), rank - from, counts[node]);
        }
        return tree;
    }
}
