package io.pondcrm.customer.profile.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one place that lets values of sensitive attributes be written down: everything that stores
 * customers asks here first, whoever sent it.
 */
public final class SensitiveAttributes {

    private final Supplier<Set<String>> keys;
    private final SeparateConsents consents;

    /**
     * @param keys the sensitive attributes as they are defined now
     */
    public SensitiveAttributes(Supplier<Set<String>> keys, SeparateConsents consents) {
        this.keys = keys;
        this.consents = consents;
    }

    /**
     * What must not be written down, one flaw a value; empty if all may be. A value that stays as
     * it is, or goes, needs no consent.
     *
     * @param before as stored; null for somebody new, who can have consented under the id of after
     */
    public List<Flaw> flawsOf(@Nullable Customer before, Customer after) {
        var sensitive = keys.get();
        if (sensitive.isEmpty()) {
            return List.of();
        }
        var attributes = after.profile().attributes();
        var said =
                sensitive.stream()
                        .filter(attributes::containsKey)
                        .filter(key ->
                                before == null
                                        || !Objects.equals(
                                                attributes.get(key),
                                                before.profile().attributes().get(key)))
                        .sorted()
                        .toList();
        var whose = before == null ? after.id() : before.id();
        return said.isEmpty() || allows(whose)
                ? List.of()
                : said.stream()
                        .map(key ->
                                new Flaw("/attributes/" + key, Flaw.Kind.SENSITIVE_WITHOUT_CONSENT))
                        .toList();
    }

    /** What removes all sensitive values of a customer; empty if they may stay. */
    public Optional<ProfilePatch> removalFrom(Customer customer) {
        var there = new TreeMap<String, Optional<String>>();
        for (var key : keys.get()) {
            if (customer.profile().attributes().containsKey(key)) {
                there.put(key, Optional.empty());
            }
        }
        return there.isEmpty() || allows(customer.id())
                ? Optional.empty()
                : Optional.of(ProfilePatch.ofAttributes(there));
    }

    private boolean allows(CustomerId customer) {
        return consents.toSensitiveData(List.of(customer)).contains(customer);
    }
}
