package io.pondcrm.customer.profile.domain;

import io.pondcrm.kernel.CustomerId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One person or organization, with the names that partner systems have for them. Immutable: a
 * change returns the customer that would result, for the caller to store.
 *
 * @param externalIds at most one of each system
 * @param provenance by JSON name of the field, where its value came from
 * @param inheritance what came with customers who were merged into this one
 * @param version grows by one with each stored change; 0 before the first
 */
public record Customer(
        CustomerId id,
        Profile profile,
        SortedSet<ExternalId> externalIds,
        SortedMap<String, Provenance> provenance,
        Inheritance inheritance,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** A customer into whom nobody was merged. */
    public Customer(
            CustomerId id,
            Profile profile,
            SortedSet<ExternalId> externalIds,
            SortedMap<String, Provenance> provenance,
            long version,
            Instant createdAt,
            Instant updatedAt) {
        this(id, profile, externalIds, provenance, Inheritance.NONE, version, createdAt, updatedAt);
    }

    public Customer {
        externalIds = Collections.unmodifiableSortedSet(new TreeSet<>(externalIds));
        provenance = Collections.unmodifiableSortedMap(new TreeMap<>(provenance));
    }

    /**
     * A customer that becomes known now.
     *
     * @param externalIds at most one of each system
     * @param source who tells us
     */
    public static Customer register(
            CustomerId id,
            ProfilePatch patch,
            Collection<ExternalId> externalIds,
            String source,
            Instant at) {
        var blank =
                new Customer(
                        id,
                        Profile.empty(),
                        new TreeSet<>(externalIds),
                        new TreeMap<>(),
                        0,
                        at,
                        at);
        var profile = patch.applyTo(blank.profile);
        return blank.with(profile, profile.differencesFrom(blank.profile), source, at);
    }

    /** Applies a patch, whoever else has changed the customer before. */
    public Revision revise(ProfilePatch patch, String source, Instant at) {
        var revised = patch.applyTo(profile);
        var changed = revised.differencesFrom(profile);
        return changed.isEmpty()
                ? new Revision.Unchanged(this)
                : new Revision.Revised(with(revised, changed, source, at), changed);
    }

    /**
     * Says how much the customer cares for something.
     *
     * @param weight more than 0, up to 1; null if not at all
     */
    public Revision care(String code, @Nullable BigDecimal weight, String source, Instant at) {
        var name = "interests/" + code;
        var revised = profile.withInterest(code, weight);
        var told = provenance.get(name);
        var isNews =
                !revised.equals(profile)
                        || weight != null && (told == null || !told.source().equals(source));
        return isNews
                ? new Revision.Revised(with(revised, Set.of(name), source, at), Set.of(name))
                : new Revision.Unchanged(this);
    }

    /**
     * Says that fields are still right.
     *
     * @param names JSON names of fields, {@code attributes/<name>} and {@code interests/<code>};
     *     those of which nothing is known are passed over
     */
    public Revision confirm(Set<String> names, String source, Instant at) {
        var known = new TreeSet<>(profile.differencesFrom(Profile.empty()));
        known.add(ProfileField.KIND.jsonName());
        known.retainAll(names);
        return known.isEmpty()
                ? new Revision.Unchanged(this)
                : new Revision.Revised(with(profile, known, source, at), known);
    }

    /** JSON names of all fields of which something is known. */
    public Set<String> knownFields() {
        return profile.differencesFrom(Profile.empty());
    }

    /**
     * Gives the customer the name that a partner system has for them, in place of an earlier one.
     */
    public Revision link(ExternalId externalId, Instant at) {
        if (allExternalIds().contains(externalId)) {
            return new Revision.Unchanged(this);
        }
        var linked = without(externalId.system());
        linked.add(externalId);
        return new Revision.Revised(with(linked, at), Set.of("externalIds"));
    }

    /** Forgets the name that a partner system has for the customer. */
    public Revision unlink(String system, Instant at) {
        return externalIds.stream().noneMatch(known -> known.system().equals(system))
                ? new Revision.Unchanged(this)
                : new Revision.Revised(with(without(system), at), Set.of("externalIds"));
    }

    /** The customer's own names, and those of customers who were merged into this one. */
    public SortedSet<ExternalId> allExternalIds() {
        var all = new TreeSet<>(externalIds);
        all.addAll(inheritance.externalIds());
        return all;
    }

    /**
     * Whether a partner system knows the customer, and so may see it.
     *
     * @param system null for a caller of our own, who sees everybody
     */
    public boolean isKnownTo(@Nullable String system) {
        return system == null || find(system).isPresent();
    }

    /** A name that a partner system has for this customer, its own one first. */
    public Optional<ExternalId> find(String system) {
        return Stream.concat(externalIds.stream(), inheritance.externalIds().stream())
                .filter(known -> known.system().equals(system))
                .findFirst();
    }

    private TreeSet<ExternalId> without(String system) {
        var others = new TreeSet<>(externalIds);
        others.removeIf(known -> known.system().equals(system));
        return others;
    }

    private Customer with(Profile revised, Set<String> changed, String source, Instant at) {
        var origins = new TreeMap<>(provenance);
        for (var name : changed) {
            origins.put(name, new Provenance(source, at));
        }
        return new Customer(id, revised, externalIds, origins, inheritance, version, createdAt, at);
    }

    private Customer with(SortedSet<ExternalId> linked, Instant at) {
        return new Customer(id, profile, linked, provenance, inheritance, version, createdAt, at);
    }
}
