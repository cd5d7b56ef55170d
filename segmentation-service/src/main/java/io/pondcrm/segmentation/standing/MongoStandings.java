package io.pondcrm.segmentation.standing;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.chassis.outbox.Priority;
import io.pondcrm.chassis.retention.RetentionLimits;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.Lanes;
import io.pondcrm.segmentation.abc.domain.AbcPlacement;
import io.pondcrm.segmentation.abc.domain.AbcPlacements;
import io.pondcrm.segmentation.facts.domain.Classed;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.standing.domain.Definitions;
import io.pondcrm.segmentation.standing.domain.Occasion;
import io.pondcrm.segmentation.standing.domain.Standing;
import io.pondcrm.segmentation.standing.domain.StandingChange;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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
class MongoStandings implements Facts, AbcPlacements {

    static final String COLLECTION = "standings";

    /** A round trip must end well within the store's time limit, on a busy machine too. */
    private static final int BATCH = 250;

    private final MongoOperations mongo;
    private final OutboxWriter outbox;
    private final StandingEvents events;
    private final CurrentDefinitions definitions;
    private final RetentionLimits limits;
    private final Ids ids;
    private final Clock clock;

    MongoStandings(
            MongoOperations mongo,
            OutboxWriter outbox,
            StandingEvents events,
            CurrentDefinitions definitions,
            RetentionLimits limits,
            Ids ids,
            Clock clock) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.events = events;
        this.definitions = definitions;
        this.limits = limits;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Optional<CustomerFacts> find(CustomerId customer) {
        return Optional.ofNullable(mongo.findById(customer.value(), StandingDocument.class))
                .map(StandingDocument::facts);
    }

    @Override
    public Set<CustomerId> stoppedAmong(Collection<CustomerId> customers) {
        var wanted =
                query(
                        where("_id")
                                .in(customers.stream().map(CustomerId::value).toList())
                                .and(StandingDocument.KEPT)
                                .exists(true));
        wanted.fields().include("_id");
        return mongo.find(wanted, Document.class, COLLECTION).stream()
                .map(it -> new CustomerId(it.getString("_id")))
                .collect(Collectors.toSet());
    }

    @Override
    public List<CustomerFacts> listAfter(@Nullable CustomerId after, int limit) {
        var query = query(StandingDocument.profiled(after));
        return mongo.find(query.with(Sort.by("_id")).limit(limit), StandingDocument.class).stream()
                .map(StandingDocument::facts)
                .toList();
    }

    @Override
    public void learn(Map<CustomerId, List<Fact>> news) {
        inBatches(
                List.copyOf(news.keySet()),
                batch ->
                        change(
                                batch,
                                new Change() {
                                    @Override
                                    public boolean makesKnown() {
                                        return true;
                                    }

                                    @Override
                                    public List<Fact> news(CustomerId customer) {
                                        return news.getOrDefault(customer, List.of());
                                    }
                                }));
    }

    /**
     * Puts other facts in the place of a customer's and draws every conclusion from them. Nothing
     * happens to a customer who is not known.
     *
     * @param others must be free of side effects: it runs again when another writer got in first
     */
    void replace(CustomerId customer, UnaryOperator<CustomerFacts> others) {
        inBatches(
                List.of(customer),
                batch ->
                        change(
                                batch,
                                new Change() {
                                    @Override
                                    public CustomerFacts classed(CustomerFacts facts) {
                                        return others.apply(facts);
                                    }
                                }));
    }

    @Override
    public void reconsider(List<CustomerId> customers) {
        inBatches(customers, batch -> change(batch, new Change() {}));
    }

    /** Of everybody: whose news is live must not wait for theirs. */
    private void reconsiderInBulk(List<CustomerId> customers) {
        inBatches(
                customers,
                batch ->
                        change(
                                batch,
                                new Change() {
                                    @Override
                                    public Priority priority() {
                                        return Priority.BULK;
                                    }
                                }));
    }

    @Override
    public void reconsiderAll(@Nullable CustomerId after, Reached reached) {
        definitions.awaitRefresh();
        reconsiderAllNow(after, reached);
    }

    /** Of everybody, where it is known that no instance decides by an older definition. */
    void reconsiderAllNow(@Nullable CustomerId after, Reached reached) {
        var parts =
                Stream.iterate(
                                idsAfter(after, BATCH),
                                ids -> !ids.isEmpty(),
                                ids -> idsAfter(ids.getLast(), BATCH))
                        .map(ids -> new Part(ids.getLast(), ids.size(), ids));
        reconsider(parts.iterator(), reached);
    }

    /**
     * A part of a walk over all customers.
     *
     * @param last who comes last in it
     * @param customers how many it has
     * @param moved whom of them to reconsider
     */
    record Part(CustomerId last, int customers, List<CustomerId> moved) {}

    /**
     * Several parts at once.
     *
     * @param reached hears of a part when it and all before it are done
     */
    void reconsider(Iterator<Part> parts, Reached reached) {
        Lanes.work(
                parts,
                part -> {
                    reconsiderInBulk(part.moved);
                    return part;
                },
                part -> reached.customer(part.last, part.customers));
    }

    @Override
    public List<CustomerId> listBounds(int size) {
        var bounds = new ArrayList<CustomerId>();
        for (var ids = idsAfter(null, size);
                ids.size() == size;
                ids = idsAfter(ids.getLast(), size)) {
            bounds.add(ids.getLast());
        }
        return bounds;
    }

    private List<CustomerId> idsAfter(@Nullable CustomerId after, int limit) {
        var query = after == null ? new Query() : query(where("_id").gt(after.value()));
        query.with(Sort.by("_id")).limit(limit).fields().include("_id");
        return mongo.find(query, Document.class, COLLECTION).stream()
                .map(it -> new CustomerId(it.getString("_id")))
                .toList();
    }

    @Override
    public void forget(CustomerId customer) {
        var theirs = query(where("_id").is(customer.value()));
        mongo.remove(theirs, MergedStandingDocument.class);
        mongo.remove(theirs, StandingDocument.class);
    }

    @Override
    public long estimateCount() {
        return mongo.estimatedCount(COLLECTION);
    }

    @Override
    public void place(Turn turn, List<CustomerId> customers, Map<CustomerId, AbcPlacement> places) {
        inBatches(
                customers,
                batch ->
                        change(
                                batch,
                                new Change() {
                                    @Override
                                    public Priority priority() {
                                        return Priority.BULK;
                                    }

                                    @Override
                                    public @Nullable AbcPlacement abc(
                                            CustomerId customer, @Nullable AbcPlacement before) {
                                        return places.get(customer);
                                    }

                                    @Override
                                    public CustomerFacts classed(CustomerFacts facts) {
                                        if (facts.isStopped()) {
                                            return facts;
                                        }
                                        var place = places.get(facts.customer());
                                        return facts.classed(
                                                place == null
                                                        ? new Classed(
                                                                turn.classification(),
                                                                null,
                                                                null,
                                                                turn.since())
                                                        : place.since(turn.since()));
                                    }
                                }));
    }

    /**
     * What of facts is not kept too long: with every write, so that what was forgotten does not
     * come again with events that are read once more.
     */
    CustomerFacts kept(CustomerFacts facts) {
        return facts.since(
                limits.keptSince(OldFacts.PURCHASES), limits.keptSince(OldFacts.HISTORIES));
    }

    /** What a caller does to a customer before every conclusion is drawn anew. */
    private interface Change {

        default boolean makesKnown() {
            return false;
        }

        default Priority priority() {
            return Priority.LIVE;
        }

        default List<Fact> news(CustomerId customer) {
            return List.of();
        }

        default @Nullable AbcPlacement abc(CustomerId customer, @Nullable AbcPlacement before) {
            return before;
        }

        /** The same with the class that is known now, or what stands in its place since a merge. */
        default CustomerFacts classed(CustomerFacts facts) {
            return facts;
        }
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

    private void change(Set<String> customers, Change change) {
        OptimisticWrite.all("A customer's standing", customers, left -> changeOnce(left, change));
    }

    /**
     * @return those whom another writer got at first
     */
    private Set<String> changeOnce(Set<String> customers, Change change) {
        var against = definitions.get();
        var at = clock.instant();
        var known = new HashMap<String, StandingDocument>();
        for (var document : mongo.find(query(where("_id").in(customers)), StandingDocument.class)) {
            known.put(document.id(), document);
        }
        var inserts = new TreeMap<String, StandingDocument>();
        var insertEvents = new ArrayList<List<OutboxEntry>>();
        var updates = new ArrayList<OutboxWriter.Change>();
        var mark = ids.next().toString();
        for (var id : new TreeSet<>(customers)) {
            var document = known.get(id);
            if (document == null) {
                if (change.makesKnown()) {
                    var customer = new CustomerId(id);
                    var news = change.news(customer);
                    var facts = kept(CustomerFacts.nothingAbout(customer).learn(news));
                    var now = Standing.of(facts, Standing.NONE, against, at, Occasion.first(news));
                    inserts.put(
                            id,
                            StandingDocument.first(facts, now.standing(), now.reviewAt(), mark));
                    insertEvents.add(events.announce(facts.customer(), now.changes(), at));
                }
            } else {
                update(document, change, against, at).ifPresent(updates::add);
            }
        }
        var open = new LinkedHashSet<String>();
        var inserted = List.copyOf(inserts.values());
        outbox.insertAll(inserted, insertEvents).stream()
                .forEach(refused -> open.add(inserted.get(refused).id()));
        missed(updates, change.priority()).stream()
                .forEach(missed -> open.add(updates.get(missed).id()));
        return open;
    }

    private BitSet missed(List<OutboxWriter.Change> updates, Priority priority) {
        return outbox.updateAll(StandingDocument.class, updates, priority);
    }

    private Optional<OutboxWriter.Change> update(
            StandingDocument document, Change change, Definitions against, Instant at) {
        var factsBefore = document.facts();
        var news = change.news(factsBefore.customer());
        var learned = change.classed(factsBefore.learn(news));
        if (change.makesKnown() && learned == factsBefore) {
            return Optional.empty();
        }
        var facts = kept(learned);
        var before = document.standing();
        var abc = facts.isStopped() ? before.abc() : change.abc(facts.customer(), before.abc());
        var changes = new ArrayList<StandingChange>();
        if (abc != null && (before.abc() == null || before.abc().abcClass() != abc.abcClass())) {
            changes.add(new StandingChange.Reclassified(abc));
        }
        var now =
                Standing.of(
                        facts,
                        before.placed(abc),
                        against,
                        at,
                        new Occasion(factsBefore, document.reviewAt(), news));
        changes.addAll(now.changes());
        var fields = document.difference(facts, now.standing(), now.reviewAt());
        if (fields.isEmpty() && changes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new OutboxWriter.Change(
                        document.id(),
                        document.version(),
                        fields,
                        events.announce(facts.customer(), changes, at)));
    }
}
