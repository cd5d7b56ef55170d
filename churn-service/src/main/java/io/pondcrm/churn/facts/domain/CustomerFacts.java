package io.pondcrm.churn.facts.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All we know about one customer. The same facts in any order, any number of times, give the same
 * value.
 *
 * @param purchases sales and refunds, oldest first
 * @param contactDays days with interactions, by day in UTC
 * @param cases by id
 * @param ratings by id
 * @param stops who of those who are the customer has had conclusions stopped, or once had
 */
public record CustomerFacts(
        CustomerId customer,
        List<Purchase> purchases,
        SortedMap<LocalDate, ContactDay> contactDays,
        SortedMap<String, ServiceCase> cases,
        SortedMap<String, Rating> ratings,
        Map<CustomerId, ProfilingStop> stops) {

    public CustomerFacts {
        purchases = List.copyOf(purchases);
        contactDays = Collections.unmodifiableSortedMap(new TreeMap<>(contactDays));
        cases = Collections.unmodifiableSortedMap(new TreeMap<>(cases));
        ratings = Collections.unmodifiableSortedMap(new TreeMap<>(ratings));
        stops = Map.copyOf(stops);
    }

    /** Of whom nothing was ever stopped. */
    public CustomerFacts(
            CustomerId customer,
            List<Purchase> purchases,
            SortedMap<LocalDate, ContactDay> contactDays,
            SortedMap<String, ServiceCase> cases,
            SortedMap<String, Rating> ratings) {
        this(customer, purchases, contactDays, cases, ratings, Map.of());
    }

    /** Whether nothing may be concluded: what any of those who are one has stopped is for all. */
    public boolean isStopped() {
        return stops.values().stream().anyMatch(ProfilingStop::stopped);
    }

    /** What we know of a customer before the first event. */
    public static CustomerFacts nothingAbout(CustomerId customer) {
        return new CustomerFacts(
                customer, List.of(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    /**
     * Adds what is new in {@code news}.
     *
     * @return the facts that result; this very object if nothing was new
     */
    public CustomerFacts learn(Collection<? extends Fact> news) {
        var known = HashMap.<String, Purchase>newHashMap(purchases.size() + news.size());
        purchases.forEach(purchase -> known.put(purchase.transactionId(), purchase));
        var days = new TreeMap<>(contactDays);
        var knownCases = new TreeMap<>(cases);
        var knownRatings = new TreeMap<>(ratings);
        var knownStops = new HashMap<>(stops);
        var changed = false;
        for (var fact : news) {
            changed |=
                    switch (fact) {
                        case Fact.Purchased(var purchase) -> {
                            var before = known.get(purchase.transactionId());
                            if (before != null && before.sequence() >= purchase.sequence()) {
                                yield false;
                            }
                            known.put(purchase.transactionId(), purchase);
                            yield true;
                        }
                        case Fact.PurchaseUnknown(var id) -> known.remove(id) != null;
                        case Fact.Interacted(var at) -> {
                            var day = LocalDate.ofInstant(at, ZoneOffset.UTC);
                            var before = days.get(day);
                            var after = before == null ? new ContactDay(at, at) : before.with(at);
                            days.put(day, after);
                            yield !after.equals(before);
                        }
                        case Fact.CaseMoved(var id, var isComplaint, var move) -> {
                            var before = knownCases.get(id);
                            var after =
                                    (before == null
                                                    ? new ServiceCase(id, isComplaint, List.of())
                                                    : before)
                                            .learn(isComplaint, move);
                            knownCases.put(id, after);
                            yield !after.equals(before);
                        }
                        case Fact.Stopped(var stop) -> {
                            var before = knownStops.get(stop.whose());
                            if (before != null && before.sequence() >= stop.sequence()) {
                                yield false;
                            }
                            knownStops.put(stop.whose(), stop);
                            yield true;
                        }
                        case Fact.Rated(var rating) ->
                                knownRatings.putIfAbsent(rating.responseId(), rating) == null;
                    };
        }
        if (!changed) {
            return this;
        }
        var inTime = new ArrayList<>(known.values());
        inTime.sort(Purchase.IN_TIME);
        return new CustomerFacts(customer, inTime, days, knownCases, knownRatings, knownStops);
    }

    /**
     * What of them is not kept too long.
     *
     * @param bought which purchases count as kept too long: those of before this moment
     * @param heard likewise of contacts, cases and answers
     * @return this very object if nothing is too old
     */
    public CustomerFacts since(Instant bought, Instant heard) {
        if (findOldestPurchase().filter(it -> it.isBefore(bought)).isEmpty()
                && findOldestWord().filter(it -> it.isBefore(heard)).isEmpty()) {
            return this;
        }
        var days = new TreeMap<>(contactDays);
        days.values().removeIf(it -> it.last().isBefore(heard));
        var keptCases = new TreeMap<>(cases);
        keptCases.values().removeIf(it -> it.lastMovedAt().isBefore(heard));
        var keptRatings = new TreeMap<>(ratings);
        keptRatings.values().removeIf(it -> it.at().isBefore(heard));
        return new CustomerFacts(
                customer,
                purchases.stream().filter(it -> !it.occurredAt().isBefore(bought)).toList(),
                days,
                keptCases,
                keptRatings,
                stops);
    }

    /** When the oldest purchase happened; empty if there is none. */
    public Optional<Instant> findOldestPurchase() {
        return purchases.isEmpty()
                ? Optional.empty()
                : Optional.of(purchases.getFirst().occurredAt());
    }

    /** When the oldest contact, case or answer was last heard of; empty if there is none. */
    public Optional<Instant> findOldestWord() {
        return Stream.of(
                        contactDays.values().stream().limit(1).map(ContactDay::last),
                        cases.values().stream().map(ServiceCase::lastMovedAt),
                        ratings.values().stream().map(Rating::at))
                .flatMap(it -> it)
                .min(Instant::compareTo);
    }

    /** All of it again, as news for the customer for whom it counts as well. */
    List<Fact> asNews() {
        var news = new ArrayList<Fact>();
        purchases.forEach(it -> news.add(new Fact.Purchased(it)));
        for (var day : contactDays.values()) {
            news.add(new Fact.Interacted(day.first()));
            news.add(new Fact.Interacted(day.last()));
        }
        for (var it : cases.values()) {
            it.moves()
                    .forEach(move -> news.add(new Fact.CaseMoved(it.id(), it.isComplaint(), move)));
        }
        ratings.values().forEach(it -> news.add(new Fact.Rated(it)));
        stops.values().forEach(it -> news.add(new Fact.Stopped(it)));
        return news;
    }

    /** Sales and refunds that had happened by a moment, oldest first. */
    public List<Purchase> purchasesBy(Instant moment) {
        if (purchases.isEmpty() || !purchases.getLast().occurredAt().isAfter(moment)) {
            return purchases;
        }
        return purchases.stream().filter(it -> !it.occurredAt().isAfter(moment)).toList();
    }

    /**
     * The last interaction that had happened by a moment; of a day that the moment lies in, the
     * first one if the last came later.
     */
    public Optional<Instant> lastContactBy(Instant moment) {
        for (var day : contactDays.reversed().values()) {
            if (!day.last().isAfter(moment)) {
                return Optional.of(day.last());
            }
            if (!day.first().isAfter(moment)) {
                return Optional.of(day.first());
            }
        }
        return Optional.empty();
    }

    /** The last answer to a survey that had been given by a moment. */
    public Optional<Rating> lastRatingBy(Instant moment) {
        return ratings.values().stream()
                .filter(it -> !it.at().isAfter(moment))
                .max(Comparator.comparing(Rating::at).thenComparing(Rating::responseId));
    }

    /** The first thing that happens after a moment, as partners' clocks may run ahead of ours. */
    public Optional<Instant> nextAfter(Instant moment) {
        return Stream.of(
                        purchases.stream().map(Purchase::occurredAt),
                        contactDays.values().stream()
                                .flatMap(day -> Stream.of(day.first(), day.last())),
                        cases.values().stream()
                                .flatMap(it -> it.moves().stream().map(ServiceCase.Move::at)),
                        ratings.values().stream().map(Rating::at))
                .flatMap(it -> it)
                .filter(at -> at.isAfter(moment))
                .min(Instant::compareTo);
    }
}
