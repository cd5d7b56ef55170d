package io.pondcrm.churn.facts.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose facts count for a customer. Own facts never leave their customer: while one is merged into
 * another, that one has a copy, so that a merge is undone by taking the copy away. The same merges
 * and facts in any order, any number of times, give the same value.
 *
 * @param own what the customer did
 * @param brought copies of what customers did who were merged into this one
 * @param merges of this customer into others; those that were undone too, as news of a merge may
 *     come after news of its end
 */
public record FactsByOrigin(CustomerFacts own, List<Brought> brought, List<Merge> merges) {

    private static final Comparator<Brought> BY_CUSTOMER =
            Comparator.<Brought, String>comparing(it -> it.by().value())
                    .thenComparing(it -> it.facts().customer().value());

    /**
     * Facts of another customer.
     *
     * @param by who was merged into this customer: whose facts they are, or into whom that one was
     *     merged before
     */
    public record Brought(CustomerId by, CustomerFacts facts) {}

    /**
     * A merge of one customer into another.
     *
     * @param id names the merge; one that was undone never comes back under it
     */
    public record Merge(String id, CustomerId survivor, boolean isUndone) {}

    public FactsByOrigin {
        brought = List.copyOf(brought);
        merges = List.copyOf(merges);
    }

    /** What we know of a customer before the first event. */
    public static FactsByOrigin nothingAbout(CustomerId customer) {
        return new FactsByOrigin(CustomerFacts.nothingAbout(customer), List.of(), List.of());
    }

    /** The same with news of the customer; this very object if nothing was new. */
    public FactsByOrigin learn(List<Fact> news) {
        var learned = own.learn(news);
        return learned == own ? this : new FactsByOrigin(learned, brought, merges);
    }

    /** The same with news of a merge into another; this very object if nothing was new. */
    public FactsByOrigin follow(Merge news) {
        var next = new ArrayList<Merge>();
        for (var merge : merges) {
            if (!merge.id().equals(news.id())) {
                next.add(merge);
            } else if (merge.isUndone() || !news.isUndone()) {
                return this;
            }
        }
        next.add(news);
        return new FactsByOrigin(own, brought, next);
    }

    /**
     * The same, merged as it is stated and in no other way; this very object if it was so.
     *
     * @param stated null if the customer is not part of another
     */
    public FactsByOrigin restate(@Nullable Merge stated) {
        var next = new ArrayList<Merge>();
        for (var merge : merges) {
            if (stated == null || !merge.id().equals(stated.id())) {
                next.add(new Merge(merge.id(), merge.survivor(), true));
            }
        }
        if (stated != null) {
            next.add(stated);
        }
        return next.equals(merges) ? this : new FactsByOrigin(own, brought, next);
    }

    /** What another customer has of this one: all, or nothing if not merged into that one. */
    public List<CustomerFacts> givenTo(CustomerId other) {
        return survivor().filter(other::equals).isEmpty()
                ? List.of()
                : Stream.concat(Stream.of(own), brought.stream().map(Brought::facts)).toList();
    }

    /**
     * The same with what another customer brings, in place of what they brought before; this very
     * object if that is no different.
     */
    public FactsByOrigin take(CustomerId by, List<CustomerFacts> given) {
        var next =
                Stream.concat(
                                brought.stream().filter(it -> !it.by().equals(by)),
                                given.stream()
                                        .filter(it -> !it.customer().equals(own.customer()))
                                        .map(it -> new Brought(by, it)))
                        .sorted(BY_CUSTOMER)
                        .toList();
        return next.equals(brought) ? this : new FactsByOrigin(own, next, merges);
    }

    /** What of them is not kept too long, as {@link CustomerFacts#since} says it, of each. */
    public FactsByOrigin since(Instant bought, Instant heard) {
        var keptOwn = own.since(bought, heard);
        var keptBrought =
                brought.stream()
                        .map(it -> new Brought(it.by(), it.facts().since(bought, heard)))
                        .toList();
        return keptOwn == own && keptBrought.equals(brought)
                ? this
                : new FactsByOrigin(keptOwn, keptBrought, merges);
    }

    /** When the oldest purchase happened, whoever's it is; empty if there is none. */
    public Optional<Instant> findOldestPurchase() {
        return all().flatMap(it -> it.findOldestPurchase().stream()).min(Instant::compareTo);
    }

    /** When the oldest contact, case or answer was last heard of, whoever's; empty if none. */
    public Optional<Instant> findOldestWord() {
        return all().flatMap(it -> it.findOldestWord().stream()).min(Instant::compareTo);
    }

    private Stream<CustomerFacts> all() {
        return Stream.concat(Stream.of(own), brought.stream().map(Brought::facts));
    }

    /** Into whom the customer is merged; of several, while news is late, the one heard of last. */
    public Optional<CustomerId> survivor() {
        return merges.stream()
                .filter(it -> !it.isUndone())
                .map(Merge::survivor)
                .reduce((_, later) -> later);
    }

    /** What counts for the customer: nothing while merged into another. */
    public CustomerFacts counted() {
        if (survivor().isPresent()) {
            return CustomerFacts.nothingAbout(own.customer());
        }
        return brought.isEmpty()
                ? own
                : own.learn(brought.stream().flatMap(it -> it.facts().asNews().stream()).toList());
    }

    /** Whether a merge began or ended since: the facts that count are other customers'. */
    public boolean isOfOthersThan(FactsByOrigin before) {
        return !whose().equals(before.whose());
    }

    private Set<CustomerId> whose() {
        return survivor().isPresent()
                ? Set.of()
                : Stream.concat(
                                Stream.of(own.customer()),
                                brought.stream().map(it -> it.facts().customer()))
                        .collect(Collectors.toSet());
    }
}
