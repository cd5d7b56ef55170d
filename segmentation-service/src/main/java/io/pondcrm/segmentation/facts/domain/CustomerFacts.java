package io.pondcrm.segmentation.facts.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All we know about one customer. The same facts in any order, any number of times, give the same
 * value: a transaction counts once by its id, and of two versions of one thing the larger sequence
 * stays. Of the profile earlier versions stay, too: each was so at its time.
 *
 * @param profiles none until the profile's first event, which may come after the first purchase
 * @param consents by {@link ConsentState#key()}
 * @param purchases sales and refunds, oldest first
 * @param ratings answers to surveys, oldest first
 * @param overrides tiers that a person decided on, also those that no longer hold, by id
 * @param classes by each classification that decided of all customers, oldest first
 * @param stops who of those who are the customer has had conclusions stopped, or once had
 */
public record CustomerFacts(
        CustomerId customer,
        ProfileHistory profiles,
        Map<String, ConsentState> consents,
        List<Purchase> purchases,
        List<Rating> ratings,
        List<TierOverride> overrides,
        List<Classed> classes,
        Map<CustomerId, ProfilingStop> stops) {

    /** How many classes are kept: the latest ones, one each month of eight years. */
    private static final int MOST_CLASSES = 96;

    public CustomerFacts {
        classes = List.copyOf(classes);
        consents = Map.copyOf(consents);
        purchases = purchases instanceof PackedPurchases ? purchases : List.copyOf(purchases);
        ratings = List.copyOf(ratings);
        overrides = List.copyOf(overrides);
        stops = Map.copyOf(stops);
    }

    /** Of whom nothing was ever stopped. */
    public CustomerFacts(
            CustomerId customer,
            ProfileHistory profiles,
            Map<String, ConsentState> consents,
            List<Purchase> purchases,
            List<Rating> ratings,
            List<TierOverride> overrides,
            List<Classed> classes) {
        this(customer, profiles, consents, purchases, ratings, overrides, classes, Map.of());
    }

    /** What we know of a customer before the first event. */
    public static CustomerFacts nothingAbout(CustomerId customer) {
        return new CustomerFacts(
                customer,
                ProfileHistory.NONE,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** Whether nobody told anything, or all of it belongs to somebody else since a merge. */
    public boolean isNothing() {
        return profiles.versions().isEmpty()
                && consents.isEmpty()
                && purchases.isEmpty()
                && ratings.isEmpty()
                && overrides.isEmpty()
                && stops.isEmpty();
    }

    /** Whether nothing may be concluded: what any of those who are one has stopped is for all. */
    public boolean isStopped() {
        return stops.values().stream().anyMatch(ProfilingStop::stopped);
    }

    /** Purchases, answers and stops, as news for the customer who has them since a merge. */
    public List<Fact> asNews() {
        var news = new ArrayList<Fact>();
        purchases.forEach(it -> news.add(new Fact.Purchased(it)));
        ratings.forEach(it -> news.add(new Fact.Rated(it)));
        stops.values().forEach(it -> news.add(new Fact.Stopped(it)));
        return news;
    }

    /** These facts without the purchases, answers and stops that another customer brought. */
    public CustomerFacts without(CustomerFacts brought) {
        var bought = new HashSet<String>();
        brought.purchases.forEach(it -> bought.add(it.transactionId()));
        var rated = new HashSet<String>();
        brought.ratings.forEach(it -> rated.add(it.responseId()));
        var left = new HashMap<>(stops);
        left.keySet().removeAll(brought.stops.keySet());
        return new CustomerFacts(
                customer,
                profiles,
                consents,
                purchases.stream().filter(it -> !bought.contains(it.transactionId())).toList(),
                ratings.stream().filter(it -> !rated.contains(it.responseId())).toList(),
                overrides,
                classes,
                left);
    }

    /** What the profile says now; null if nobody told. */
    public @Nullable Profile profile() {
        return profiles.latest();
    }

    /** What it said at a moment; before the first version that is the first. */
    public Optional<Profile> findProfileAt(Instant moment) {
        return profiles.findAt(moment).map(ProfileHistory.Version::profile);
    }

    /** The same facts in less memory, to be kept for long; dearer to read from. */
    public CustomerFacts packed(Interner interner) {
        return new CustomerFacts(
                customer,
                profiles.interned(interner),
                interner.intern(consents),
                PackedPurchases.of(purchases, interner),
                ratings,
                overrides,
                classes.stream().map(it -> it.interned(interner)).toList(),
                stops);
    }

    /**
     * Adds the class by the classification that decides from a moment on; what was said of the time
     * after that moment is no longer so.
     *
     * @return the facts that result; this very object if that was known
     */
    public CustomerFacts classed(Classed now) {
        var row = new ArrayList<Classed>();
        classes.stream().filter(it -> it.since().isBefore(now.since())).forEach(row::add);
        if (now.group() != null || !row.isEmpty()) {
            row.add(now);
        }
        return row.equals(classes)
                ? this
                : with(row.subList(Math.max(0, row.size() - MOST_CLASSES), row.size()));
    }

    private CustomerFacts with(List<Classed> others) {
        return new CustomerFacts(
                customer, profiles, consents, purchases, ratings, overrides, others, stops);
    }

    /**
     * Adds what is new in {@code news}.
     *
     * @return the facts that result; this very object if nothing was new
     */
    public CustomerFacts learn(Collection<? extends Fact> news) {
        var knownProfiles = profiles;
        var knownConsents = new HashMap<>(consents);
        var knownPurchases = HashMap.<String, Purchase>newHashMap(purchases.size() + news.size());
        purchases.forEach(purchase -> knownPurchases.put(purchase.transactionId(), purchase));
        var knownRatings = HashMap.<String, Rating>newHashMap(ratings.size());
        ratings.forEach(rating -> knownRatings.put(rating.responseId(), rating));
        var knownOverrides = new TreeMap<String, TierOverride>();
        overrides.forEach(override -> knownOverrides.put(override.id(), override));
        var knownStops = new HashMap<>(stops);
        var changed = false;
        for (var fact : news) {
            switch (fact) {
                case Fact.Purchased(var purchase, _) -> {
                    var known = knownPurchases.get(purchase.transactionId());
                    if (known == null || known.sequence() < purchase.sequence()) {
                        knownPurchases.put(purchase.transactionId(), purchase);
                        changed = true;
                    }
                }
                case Fact.Described(var described, var since, _) ->
                        knownProfiles = knownProfiles.with(described, since);
                case Fact.Consented(var consent, _) -> {
                    var known = knownConsents.get(consent.key());
                    if (known == null || known.sequence() < consent.sequence()) {
                        knownConsents.put(consent.key(), consent);
                        changed = true;
                    }
                }
                case Fact.ConsentsStated(var sequence, var stated, _) ->
                        changed |= state(knownConsents, sequence, stated);
                case Fact.PurchaseUnknown(var id, _) ->
                        changed |= knownPurchases.remove(id) != null;
                case Fact.Rated(var rating, _) ->
                        changed |= knownRatings.putIfAbsent(rating.responseId(), rating) == null;
                case Fact.Stopped(var stop, _) -> {
                    var known = knownStops.get(stop.whose());
                    if (known == null || known.sequence() < stop.sequence()) {
                        knownStops.put(stop.whose(), stop);
                        changed = true;
                    }
                }
                case Fact.Overridden(var override) -> {
                    var known = knownOverrides.get(override.id());
                    if (known == null || known.sequence() < override.sequence()) {
                        knownOverrides.put(override.id(), override);
                        changed = true;
                    }
                }
            }
        }
        if (!changed && knownProfiles == profiles) {
            return this;
        }
        var inTime = new ArrayList<>(knownPurchases.values());
        inTime.sort(Purchase.IN_TIME);
        return new CustomerFacts(
                customer,
                knownProfiles,
                knownConsents,
                inTime,
                knownRatings.values().stream().sorted(Rating.IN_TIME).toList(),
                List.copyOf(knownOverrides.values()),
                classes,
                knownStops);
    }

    /** False if that was known. */
    private static boolean state(
            Map<String, ConsentState> known, long sequence, List<ConsentState> stated) {
        var before = Map.copyOf(known);
        known.values().removeIf(it -> it.sequence() < sequence);
        for (var consent : stated) {
            known.putIfAbsent(consent.key(), consent);
        }
        return !known.equals(before);
    }

    /**
     * What of them is not kept too long. What holds now stays, however old it is: the profile, the
     * class, consents, and decisions on tiers that have not ended.
     *
     * @param bought which purchases count as kept too long: those of before this moment
     * @param said likewise of answers to surveys, and of what was so once and no longer is
     * @return this very object if nothing is too old
     */
    public CustomerFacts since(Instant bought, Instant said) {
        if (findOldestPurchase().filter(it -> it.isBefore(bought)).isEmpty()
                && findOldestWord().filter(it -> it.isBefore(said)).isEmpty()) {
            return this;
        }
        var from = 0;
        while (from + 1 < classes.size() && classes.get(from + 1).since().isBefore(said)) {
            from++;
        }
        return new CustomerFacts(
                customer,
                profiles.since(said),
                consents,
                purchases.stream().filter(it -> !it.occurredAt().isBefore(bought)).toList(),
                ratings.stream().filter(it -> !it.at().isBefore(said)).toList(),
                overrides.stream().filter(it -> !it.end().isBefore(said)).toList(),
                classes.subList(from, classes.size()),
                stops);
    }

    /** When the oldest purchase happened; empty if there is none. */
    public Optional<Instant> findOldestPurchase() {
        return purchases.isEmpty()
                ? Optional.empty()
                : Optional.of(purchases.getFirst().occurredAt());
    }

    /** The oldest moment of an answer, or at which something was no longer so; else empty. */
    public Optional<Instant> findOldestWord() {
        return Stream.of(
                        ratings.stream().limit(1).map(Rating::at),
                        overrides.stream().map(TierOverride::end),
                        classes.stream().skip(1).limit(1).map(Classed::since),
                        profiles.findFirstChange().stream())
                .flatMap(it -> it)
                .min(Comparator.naturalOrder());
    }

    /**
     * The purchases in one currency that had happened by a moment.
     *
     * @param window how far back to look: a purchase counts from the moment it happens until just
     *     before {@code window} has passed; null looks back for ever
     */
    public List<Purchase> purchasesAt(Instant moment, String currency, @Nullable Duration window) {
        var counted = new ArrayList<Purchase>();
        for (var purchase : purchases) {
            if (purchase.occurredAt().isAfter(moment)) {
                break;
            }
            if (purchase.currency().equals(currency)
                    && (window == null || purchase.occurredAt().plus(window).isAfter(moment))) {
                counted.add(purchase);
            }
        }
        return counted;
    }

    /** When the customer began for us: registration or first purchase, whichever was first. */
    public Optional<Instant> knownSince() {
        var profile = profile();
        var created = profile == null ? null : profile.createdAt();
        var first = purchases.isEmpty() ? null : purchases.getFirst().occurredAt();
        if (created == null) {
            return Optional.ofNullable(first);
        }
        return Optional.of(first == null || created.isBefore(first) ? created : first);
    }

    /** When something that is dated in the future happens, or the customer begins for us. */
    public Optional<Instant> nextHappening(Instant after) {
        return Stream.of(
                        knownSince().stream(),
                        purchases.stream().map(Purchase::occurredAt),
                        profiles.versions().stream().map(ProfileHistory.Version::since))
                .flatMap(it -> it)
                .filter(it -> it.isAfter(after))
                .min(Comparator.naturalOrder());
    }

    /** The decision that holds for a scheme at a moment: of several, the one begun last. */
    public Optional<TierOverride> findOverride(String scheme, Instant moment) {
        return overrides.stream()
                .filter(it -> it.scheme().equals(scheme) && it.holdsAt(moment))
                .max(Comparator.comparing(TierOverride::from).thenComparing(TierOverride::id));
    }

    /** When another decision, or none, holds for a scheme, later than a moment. */
    public Optional<Instant> findOverrideTurn(String scheme, Instant after) {
        return overrides.stream()
                .filter(it -> it.scheme().equals(scheme))
                .flatMap(it -> Stream.of(it.from(), it.end()))
                .filter(it -> it.isAfter(after))
                .min(Comparator.naturalOrder());
    }
}
