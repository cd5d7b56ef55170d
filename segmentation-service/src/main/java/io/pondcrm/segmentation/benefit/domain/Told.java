package io.pondcrm.segmentation.benefit.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What others were told last of what a customer is entitled to.
 *
 * @param at the moment that it was reckoned for; null where nothing was told yet
 */
public record Told(List<Holding> holdings, @Nullable Instant at) {

    /** Nothing yet. */
    public static final Told NOTHING = new Told(List.of(), null);

    public Told {
        holdings = List.copyOf(holdings);
    }

    /**
     * The moment to reckon for: now, and never one before the last, so that two clocks that differ
     * do not take back at a grant's date what each other said.
     */
    public Instant notBefore(Instant now) {
        return at == null || now.isAfter(at) ? now : at;
    }

    /**
     * What is different, scheme by scheme.
     *
     * @param schemes those to look at; what is held by others stays
     * @param now all that is held by these schemes now
     * @return without the schemes in which nothing is different
     */
    public Map<String, EntitlementMove> moves(Collection<String> schemes, List<Holding> now) {
        var moves = new LinkedHashMap<String, EntitlementMove>();
        for (var scheme : schemes) {
            var before = of(scheme, holdings);
            var move = EntitlementMove.between(before, of(scheme, now));
            if (!move.now().equals(before)) {
                moves.put(scheme, move);
            }
        }
        return moves;
    }

    /** What is held once these moves are told. */
    public List<Holding> after(Map<String, EntitlementMove> moves) {
        var after = new ArrayList<>(holdings);
        after.removeIf(it -> moves.containsKey(it.scheme()));
        moves.values().forEach(it -> after.addAll(it.now()));
        return List.copyOf(after);
    }

    private static List<Holding> of(String scheme, List<Holding> holdings) {
        return holdings.stream().filter(it -> it.scheme().equals(scheme)).toList();
    }
}
