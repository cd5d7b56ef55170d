package io.pondcrm.segmentation.benefit.domain;

import io.pondcrm.kernel.Money;
import io.pondcrm.segmentation.score.domain.Name;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that a company gives to customers of some tiers. What is granted stays as it was while
 * it lasted: a grant is never changed, only ended, so that the past can always be told.
 *
 * @param version one more with each grant that is made or ended
 * @param kind what those who give it go by, for example {@code DISCOUNT}
 * @param schema JSON Schema of the parameters
 * @param yearlyCost what it costs a year to give it to one customer; null where nobody said
 * @param grants in the order in which they were made
 */
public record Benefit(
        String id,
        long version,
        Name name,
        String kind,
        String schema,
        @Nullable Money yearlyCost,
        List<Grant> grants) {

    /** So many fit into one document, and into one answer. */
    public static final int MAX_GRANTS = 200;

    public Benefit {
        grants = List.copyOf(grants);
        if (yearlyCost != null && yearlyCost.amount().signum() < 0) {
            throw new IllegalArgumentException("A benefit costs something or nothing");
        }
    }

    /** Gives it to a tier. The same grant again is granted already. */
    public Granting grant(Grant grant) {
        for (var known : grants) {
            if (known.id().equals(grant.id())) {
                return new Granting.Granted(this, known);
            }
        }
        for (var known : grants) {
            if (known.overlaps(grant)) {
                return new Granting.Overlapping(known);
            }
        }
        if (grants.size() >= MAX_GRANTS) {
            return new Granting.Full();
        }
        var more = new ArrayList<>(grants);
        more.add(grant);
        return new Granting.Granted(withGrants(more), grant);
    }

    /** Lets a grant hold no longer than until a moment. */
    public Ending end(String grant, Instant at) {
        var found = findGrant(grant);
        if (found.isEmpty()) {
            return new Ending.NoSuchGrant();
        }
        var known = found.get();
        var until = known.until();
        if (until != null && !until.isAfter(at)) {
            return new Ending.OverAlready(until);
        }
        var rest = new ArrayList<>(grants);
        if (known.from().isBefore(at)) {
            rest.set(rest.indexOf(known), known.endingAt(at, at));
        } else if (known.announced() == Grant.Phase.BEGUN) {
            // Customers were told of it in the very moment: they have to be told of its end.
            rest.set(rest.indexOf(known), known.endingAt(known.from().plusMillis(1), at));
        } else {
            rest.remove(known);
        }
        return new Ending.Ended(withGrants(rest));
    }

    /** The next moment at which a grant's customers have to be told something; empty for never. */
    public Optional<Instant> dueAt() {
        return grants.stream().flatMap(it -> it.dueAt().stream()).min(Instant::compareTo);
    }

    /** The grants of which customers were told what is not so any longer. */
    public List<Grant> listDue(Instant at) {
        return grants.stream().filter(it -> it.isDue(at)).toList();
    }

    /** The same when customers have been told how all of its grants stand at a moment. */
    public Benefit announcedAt(Instant at) {
        return withGrants(grants.stream().map(it -> it.announcedAt(at)).toList());
    }

    public Optional<Grant> findGrant(String grant) {
        return grants.stream().filter(it -> it.id().equals(grant)).findFirst();
    }

    /** The grant, if any, by which holders of a tier have the benefit at a moment. */
    public Optional<Grant> findGrant(String scheme, String tier, Instant at) {
        return findGrant(scheme, tier, at, at);
    }

    /**
     * The same by what is known at another moment.
     *
     * @param knownAt grants made later are left out
     */
    public Optional<Grant> findGrant(String scheme, String tier, Instant at, Instant knownAt) {
        return grants.stream().filter(it -> it.holds(scheme, tier, at, knownAt)).findFirst();
    }

    private Benefit withGrants(List<Grant> now) {
        return new Benefit(id, version, name, kind, schema, yearlyCost, now);
    }
}
