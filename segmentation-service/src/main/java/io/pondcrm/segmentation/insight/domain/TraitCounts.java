package io.pondcrm.segmentation.insight.domain;

import io.pondcrm.kernel.Proportion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Counts who has what, in a segment and among all. Not for several threads. */
public final class TraitCounts {

    /** How many values of one name are counted; those that come later are passed over. */
    public static final int MOST_VALUES = 2_000;

    private final Map<String, Map<String, Counts>> counts = new HashMap<>();
    private long customers;
    private long members;

    private static final class Counts {
        private long customers;
        private long members;
    }

    /** Begins with the next customer. */
    public void customer(boolean isMember) {
        customers++;
        if (isMember) {
            members++;
        }
    }

    /**
     * Says what that customer has.
     *
     * @param values each counts once
     */
    public void has(String name, Collection<String> values, boolean isMember) {
        var known = counts.computeIfAbsent(name, _ -> new HashMap<>());
        for (var value : new HashSet<>(values)) {
            var of = known.get(value);
            if (of == null) {
                if (known.size() == MOST_VALUES) {
                    continue;
                }
                of = new Counts();
                known.put(value, of);
            }
            of.customers++;
            if (isMember) {
                of.members++;
            }
        }
    }

    /** All customers so far. */
    public long customers() {
        return customers;
    }

    /** Those of them in the segment. */
    public long members() {
        return members;
    }

    /**
     * What members have, the most telling first.
     *
     * @param limit how many at most
     */
    public List<Trait> traits(int limit) {
        var traits = new ArrayList<Trait>();
        counts.forEach((name, values) ->
                values.forEach((value, of) -> {
                    if (of.members > 0) {
                        traits.add(
                                new Trait(
                                        name,
                                        value,
                                        new Proportion(of.members, members),
                                        new Proportion(of.customers, customers)));
                    }
                }));
        traits.sort(Trait.MOST_TELLING);
        return traits.subList(0, Math.min(limit, traits.size()));
    }
}
