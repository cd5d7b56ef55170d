package io.pondcrm.customer.organization;

import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.customer.organization.domain.Affiliating;
import io.pondcrm.customer.organization.domain.Affiliation;
import io.pondcrm.customer.organization.domain.Affiliations;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Makes an organization a part of another, or of none. */
@Component
class AffiliateOrganization {

    /** Levels from the uppermost to the lowest organization. */
    static final int MOST_LEVELS = 10;

    private final Affiliations affiliations;
    private final Customers customers;
    private final Clock clock;

    AffiliateOrganization(Affiliations affiliations, Customers customers, Clock clock) {
        this.affiliations = affiliations;
        this.customers = customers;
        this.clock = clock;
    }

    Affiliating join(CustomerId organization, IfMatch ifMatch, CustomerId parent, String source) {
        var now = now();
        var seen = affiliations.get(organization);
        if (!ifMatch.allows(seen.version()) || seen.isClaimed(now)) {
            return new Affiliating.Stale(seen.version());
        }
        if (seen.parent().filter(parent::equals).isPresent()) {
            return new Affiliating.Unchanged(seen);
        }
        if (seen.steps().size() >= Affiliation.MOST_STEPS) {
            return new Affiliating.TooOften();
        }
        var claim = seen.claim(parent, now);
        if (!affiliations.put(claim)) {
            return new Affiliating.Stale(affiliations.get(organization).version());
        }
        var above = above(organization, parent, now);
        if (above.isEmpty() || above.get() + below(organization, now) > MOST_LEVELS) {
            affiliations.put(claim.surrender());
            return above.isEmpty() ? new Affiliating.Circle() : new Affiliating.TooDeep();
        }
        var joined = claim.step(parent, now, source);
        return affiliations.put(joined)
                ? new Affiliating.Affiliated(joined)
                : new Affiliating.Stale(affiliations.get(organization).version());
    }

    Affiliating leave(CustomerId organization, IfMatch ifMatch, String source) {
        var seen = affiliations.get(organization);
        if (!ifMatch.allows(seen.version())) {
            return new Affiliating.Stale(seen.version());
        }
        if (seen.parent().isEmpty()) {
            return new Affiliating.Unchanged(seen);
        }
        if (seen.steps().size() >= Affiliation.MOST_STEPS) {
            return new Affiliating.TooOften();
        }
        var alone = seen.step(null, now(), source);
        return affiliations.put(alone)
                ? new Affiliating.Affiliated(alone)
                : new Affiliating.Stale(affiliations.get(organization).version());
    }

    /**
     * How many levels there are from a parent upwards, itself included, by whichever way is the
     * longest.
     *
     * @return empty if the organization itself stands there
     */
    private Optional<Integer> above(CustomerId organization, CustomerId parent, Instant now) {
        var own = Set.copyOf(customers.selvesOf(organization));
        var level = new HashSet<>(Set.of(parent));
        var seen = new HashSet<CustomerId>();
        var levels = 0;
        while (!level.isEmpty()) {
            levels++;
            var selves = new HashSet<CustomerId>();
            level.forEach(it -> selves.addAll(customers.selvesOf(it)));
            if (selves.stream().anyMatch(own::contains)) {
                return Optional.empty();
            }
            seen.addAll(selves);
            level = new HashSet<>();
            for (var affiliation : affiliations.listOf(selves)) {
                level.addAll(parentsOf(affiliation, now));
            }
            level.removeAll(seen);
        }
        return Optional.of(levels);
    }

    /** Those it is a part of, and those it is about to become a part of. */
    private List<CustomerId> parentsOf(Affiliation affiliation, Instant now) {
        var parents = new HashSet<CustomerId>();
        affiliation.parent().map(this::standing).ifPresent(parents::add);
        if (affiliation.claimed() != null) {
            if (affiliation.isClaimed(now)) {
                parents.add(standing(affiliation.claimed()));
            } else {
                // Whoever claimed it has crashed, or stalls: after this its step would fail.
                if (!affiliations.put(affiliation.surrender())) {
                    return parentsOf(affiliations.get(affiliation.organization()), now);
                }
            }
        }
        return List.copyOf(parents);
    }

    /** How many levels an organization and its parts have. */
    private int below(CustomerId organization, Instant now) {
        var level = Set.of(organization);
        var seen = new HashSet<CustomerId>();
        var levels = 0;
        while (!level.isEmpty() && levels <= MOST_LEVELS) {
            levels++;
            seen.addAll(level);
            var parts = partsOf(level, now);
            parts.removeAll(seen);
            level = parts;
        }
        return levels;
    }

    /** The direct parts of organizations at a moment, merged ones as whom they became. */
    Set<CustomerId> partsOf(Set<CustomerId> parents, Instant moment) {
        var selves = new HashSet<CustomerId>();
        parents.forEach(it -> selves.addAll(customers.selvesOf(it)));
        var parts = new HashSet<CustomerId>();
        for (var affiliation : affiliations.everPartOf(selves)) {
            if (affiliation.parentAt(moment).filter(selves::contains).isPresent()) {
                parts.add(standing(affiliation.organization()));
            }
        }
        return parts;
    }

    /** Whom an organization is a part of at a moment, said of it or of one merged into it. */
    Optional<CustomerId> parentOf(CustomerId organization, Instant moment) {
        var selves = customers.selvesOf(organization);
        return selves.stream()
                .flatMap(self -> affiliations.get(self).parentAt(moment).stream())
                .map(this::standing)
                .filter(parent -> !parent.equals(organization))
                .findFirst();
    }

    private CustomerId standing(CustomerId id) {
        return customers.survivorOf(id).orElse(id);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
