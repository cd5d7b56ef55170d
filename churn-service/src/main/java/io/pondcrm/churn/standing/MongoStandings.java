package io.pondcrm.churn.standing;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.erasure.Anonymization;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.chassis.retention.RetentionLimits;
import io.pondcrm.churn.facts.domain.CustomerFacts;
import io.pondcrm.churn.facts.domain.Fact;
import io.pondcrm.churn.facts.domain.Facts;
import io.pondcrm.churn.facts.domain.FactsByOrigin;
import io.pondcrm.churn.standing.domain.Standing;
import io.pondcrm.churn.standing.domain.StandingChange;
import io.pondcrm.churn.warning.domain.Move;
import io.pondcrm.churn.warning.domain.Transition;
import io.pondcrm.churn.warning.domain.Warning;
import io.pondcrm.churn.warning.domain.Warnings;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.TypeId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * All customers, in three round trips a batch however many customers it holds: one read, one insert
 * of those not known before, one update of the others.
 */
@Component
class MongoStandings implements Facts, Warnings, Eraser, Collector {

    static final String COLLECTION = "standings";
    private static final String WHAT = "A customer's standing";

    /** A round trip must end well within the store's time limit, on a busy machine too. */
    private static final int BATCH = 250;

    private final MongoOperations mongo;
    private final OutboxWriter outbox;
    private final StandingEvents events;
    private final CurrentRules rules;
    private final RetentionLimits limits;
    private final Clock clock;
    private final Ids ids;

    MongoStandings(
            MongoOperations mongo,
            OutboxWriter outbox,
            StandingEvents events,
            CurrentRules rules,
            RetentionLimits limits,
            Clock clock,
            Ids ids) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.events = events;
        this.rules = rules;
        this.limits = limits;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Optional<CustomerFacts> find(CustomerId customer) {
        return Optional.ofNullable(mongo.findById(customer.value(), StandingDocument.class))
                .map(it -> it.facts().counted());
    }

    @Override
    public boolean isStopped(CustomerId customer) {
        return mongo.exists(
                query(where("_id").is(customer.value()).and(StandingDocument.KEPT).exists(true)),
                COLLECTION);
    }

    @Override
    public void learn(Map<CustomerId, List<Fact>> news) {
        inBatches(
                List.copyOf(news.keySet()),
                batch ->
                        handOn(
                                change(
                                        batch,
                                        it ->
                                                it.learn(
                                                        news.getOrDefault(
                                                                it.own().customer(), List.of())))));
    }

    @Override
    public void follow(CustomerId merged, FactsByOrigin.Merge merge) {
        handOn(change(Set.of(merged.value()), it -> it.follow(merge)));
    }

    @Override
    public void restate(CustomerId customer, FactsByOrigin.@Nullable Merge stated) {
        var survivors = survivorsOf(customer);
        handOn(change(Set.of(customer.value()), it -> it.restate(stated)));
        survivors.forEach(it -> handOn(customer, it));
    }

    @Override
    public void forget(CustomerId customer) {
        for (var survivor : survivorsOf(customer)) {
            change(Set.of(survivor.value()), it -> it.take(customer, List.of()));
        }
        mongo.remove(query(where("_id").is(customer.value())), StandingDocument.class);
    }

    private List<CustomerId> survivorsOf(CustomerId customer) {
        return factsByOrigin(customer).merges().stream()
                .map(FactsByOrigin.Merge::survivor)
                .distinct()
                .toList();
    }

    /** Gives what counts for others to those others, and on to whom they were merged into. */
    private void handOn(Set<String> merged) {
        var seen = new HashSet<String>();
        for (var next = merged; !next.isEmpty(); ) {
            var survivors = new LinkedHashSet<String>();
            for (var id : next) {
                if (seen.add(id)) {
                    factsByOrigin(new CustomerId(id)).merges().stream()
                            .map(FactsByOrigin.Merge::survivor)
                            .distinct()
                            .forEach(survivor -> {
                                handOn(new CustomerId(id), survivor);
                                survivors.add(survivor.value());
                            });
                }
            }
            next = survivors;
        }
    }

    /** Until what the survivor has is what it should be, whoever else gives or takes meanwhile. */
    private void handOn(CustomerId merged, CustomerId survivor) {
        OptimisticWrite.<Boolean>until(
                WHAT,
                () -> {
                    var given = factsByOrigin(merged).givenTo(survivor);
                    change(Set.of(survivor.value()), it -> it.take(merged, given));
                    return factsByOrigin(merged).givenTo(survivor).equals(given)
                            ? Optional.of(true)
                            : Optional.empty();
                });
    }

    private FactsByOrigin factsByOrigin(CustomerId customer) {
        return Optional.ofNullable(mongo.findById(customer.value(), StandingDocument.class))
                .map(StandingDocument::facts)
                .orElseGet(() -> FactsByOrigin.nothingAbout(customer));
    }

    @Override
    public void reconsider(List<CustomerId> customers) {
        inBatches(customers, batch -> change(batch, null));
    }

    @Override
    public void reconsiderAll(@Nullable CustomerId after, Reached reached) {
        rules.awaitRefresh();
        var last = after;
        for (var part = idsAfter(last); !part.isEmpty(); part = idsAfter(last)) {
            reconsider(part);
            last = part.getLast();
            reached.customer(last, part.size());
        }
    }

    private List<CustomerId> idsAfter(@Nullable CustomerId after) {
        var query = after == null ? new Query() : query(where("_id").gt(after.value()));
        query.with(Sort.by("_id")).limit(BATCH).fields().include("_id");
        return mongo.find(query, Document.class, COLLECTION).stream()
                .map(it -> new CustomerId(it.getString("_id")))
                .toList();
    }

    @Override
    public long estimateCount() {
        return mongo.estimatedCount(COLLECTION);
    }

    private static void inBatches(List<CustomerId> customers, Consumer<Set<String>> work) {
        for (var from = 0; from < customers.size(); from += BATCH) {
            var batch = new LinkedHashSet<String>();
            for (var customer : customers.subList(from, Math.min(customers.size(), from + BATCH))) {
                batch.add(customer.value());
            }
            work.accept(batch);
        }
    }

    /**
     * @param heard null if time passed and nothing was heard
     * @return those of them who are or were merged into others
     */
    private Set<String> change(
            Set<String> customers, @Nullable UnaryOperator<FactsByOrigin> heard) {
        var merged = new LinkedHashSet<String>();
        OptimisticWrite.all(WHAT, customers, left -> changeOnce(left, heard, merged));
        return merged;
    }

    /**
     * @return those whom another writer got at first
     */
    private Set<String> changeOnce(
            Set<String> customers,
            @Nullable UnaryOperator<FactsByOrigin> heard,
            Set<String> merged) {
        var against = rules.get();
        var at = clock.instant();
        var bought = limits.keptSince(OldFacts.PURCHASES);
        var told = limits.keptSince(OldFacts.HISTORIES);
        var known = new HashMap<String, StandingDocument>();
        for (var document : mongo.find(query(where("_id").in(customers)), StandingDocument.class)) {
            known.put(document.id(), document);
        }
        var inserts = new ArrayList<StandingDocument>();
        var insertEvents = new ArrayList<List<OutboxEntry>>();
        var updates = new ArrayList<OutboxWriter.Change>();
        for (var id : new TreeSet<>(customers)) {
            var document = known.get(id);
            var customer = new CustomerId(id);
            var before = document == null ? FactsByOrigin.nothingAbout(customer) : document.facts();
            var learned = heard == null ? before : heard.apply(before);
            if (!learned.merges().isEmpty()) {
                merged.add(id);
            }
            if (heard != null && learned == before) {
                continue;
            }
            // With every write, so that what was forgotten does not come again with its events.
            var facts = learned.since(bought, told);
            var isBuyer =
                    facts.findOldestPurchase().isPresent()
                            || learned.findOldestPurchase().isEmpty();
            var heardAt = heard == null && document != null ? document.heardAt() : at;
            var now =
                    Standing.of(
                            facts.counted(),
                            document == null
                                    ? Standing.NONE
                                    : document.standing().since(told, isBuyer),
                            against,
                            heardAt,
                            at,
                            facts.isOfOthersThan(before),
                            this::warningId);
            var next = StandingDocument.first(facts, now.standing(), heardAt, now.reviewAt());
            if (document != null) {
                change(document, next, now.changes()).ifPresent(updates::add);
            } else if (heard != null) {
                inserts.add(next);
                insertEvents.add(events.announce(customer, now.changes()));
            }
        }
        var open = new LinkedHashSet<String>();
        outbox.insertAll(inserts, insertEvents).stream()
                .forEach(refused -> open.add(inserts.get(refused).id()));
        outbox.updateAll(StandingDocument.class, updates).stream()
                .forEach(missed -> open.add(updates.get(missed).id()));
        return open;
    }

    private String warningId() {
        return TypeId.of(Warning.PREFIX, ids.next());
    }

    private Optional<OutboxWriter.Change> change(
            StandingDocument before, StandingDocument now, List<StandingChange> changes) {
        var fields = before.difference(now);
        return fields.isEmpty() && changes.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new OutboxWriter.Change(
                                before.id(),
                                before.version(),
                                fields,
                                events.announce(new CustomerId(before.id()), changes)));
    }

    @Override
    public Optional<Held> find(String id) {
        return holding(id).flatMap(document -> held(document, id));
    }

    private Optional<StandingDocument> holding(String warning) {
        return Optional.ofNullable(
                mongo.findOne(query(where("warningIds").is(warning)), StandingDocument.class));
    }

    private static Optional<Held> held(StandingDocument document, String id) {
        return all(document).filter(it -> it.warning().id().equals(id)).findFirst();
    }

    private static Stream<Held> all(StandingDocument document) {
        var standing = document.standing();
        var customer = new CustomerId(document.id());
        return Stream.concat(Stream.ofNullable(standing.warning()), standing.past().stream())
                .map(it -> new Held(customer, it, document.version()));
    }

    @Override
    public List<Held> of(CustomerId customer) {
        return Optional.ofNullable(mongo.findById(customer.value(), StandingDocument.class))
                .map(document -> all(document).toList())
                .orElse(List.of());
    }

    @Override
    public Transition move(String id, Move move) {
        return OptimisticWrite.<Transition>until(
                "A warning",
                () -> {
                    var found = holding(id);
                    if (found.isEmpty()) {
                        return Optional.of(new Transition.NotFound());
                    }
                    var document = found.get();
                    var warning = held(document, id).orElseThrow().warning();
                    var transition = warning.move(move, clock.instant());
                    return transition instanceof Transition.Moved(var moved)
                                    && !store(document, moved)
                            ? Optional.empty()
                            : Optional.of(transition);
                });
    }

    private boolean store(StandingDocument document, Warning moved) {
        var now =
                StandingDocument.first(
                        document.facts(),
                        document.standing().with(moved),
                        document.heardAt(),
                        document.reviewAt());
        List<StandingChange> changes =
                moved.isOpen() ? List.of() : List.of(new StandingChange.WarningClosed(moved));
        return outbox.update(
                StandingDocument.class,
                document.id(),
                document.version(),
                document.difference(now),
                events.announce(new CustomerId(document.id()), changes));
    }

    @Override
    public String erases() {
        return "standings";
    }

    @Override
    public long erase(Collection<String> ids) {
        return Anonymization.replace(
                mongo,
                COLLECTION,
                where("_id").in(ids),
                LeftStandingDocument.COLLECTION,
                MongoStandings::left);
    }

    private static Optional<Document> left(Document standing, String name) {
        var left = new Document("_id", name);
        if (standing.get("score") instanceof Document score) {
            left.append(
                    "score",
                    new Document("band", score.get("band"))
                            .append("lossMinor", score.get("lossMinor")));
        }
        if (standing.get("warning") instanceof Document warning && warning.get("outcome") != null) {
            left.append(
                    "warning",
                    new Document("state", warning.get("state"))
                            .append("outcome", warning.get("outcome")));
        }
        return left.size() == 1 ? Optional.empty() : Optional.of(left);
    }

    @Override
    public String collects() {
        return erases();
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return StoredRecords.of(
                mongo, StandingDocument.class, where("_id").in(ids), "warningIds", "reviewAt");
    }
}
