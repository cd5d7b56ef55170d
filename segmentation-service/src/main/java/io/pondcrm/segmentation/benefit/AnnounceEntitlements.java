package io.pondcrm.segmentation.benefit;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.chassis.outbox.Priority;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.benefit.domain.Benefits;
import io.pondcrm.segmentation.benefit.domain.EntitlementMove;
import io.pondcrm.segmentation.benefit.domain.Holding;
import io.pondcrm.segmentation.benefit.domain.Told;
import io.pondcrm.segmentation.standing.domain.Mover;
import io.pondcrm.segmentation.tier.domain.HeldTiers;
import io.pondcrm.segmentation.tier.domain.StandingTier;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Compares what customers are entitled to with what others were told of it last, and tells what is
 * different, each customer's in one atomic write. Whoever looks, and however often, comes to the
 * same: what is told follows from the tiers that customers stand in and the grants there are, not
 * from what made us look.
 */
@Component
class AnnounceEntitlements {

    private final Benefits benefits;
    private final HeldTiers tiers;
    private final MongoOperations mongo;
    private final OutboxWriter outbox;
    private final EntitlementEvents events;
    private final Clock clock;

    AnnounceEntitlements(
            Benefits benefits,
            HeldTiers tiers,
            MongoOperations mongo,
            OutboxWriter outbox,
            EntitlementEvents events,
            Clock clock) {
        this.benefits = benefits;
        this.tiers = tiers;
        this.mongo = mongo;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param looks in which schemes to look at a customer, and what made us look
     */
    void handle(Map<CustomerId, Map<String, Mover>> looks, Priority priority) {
        OptimisticWrite.all(
                "What a customer is entitled to",
                Set.copyOf(looks.keySet()),
                left -> attempt(left, looks, priority));
    }

    /** What a tier gives at a moment is the same for all who stand in it. */
    private record Place(StandingTier tier, Instant at) {}

    /**
     * @return those whom another writer got at first
     */
    private Set<CustomerId> attempt(
            Set<CustomerId> customers,
            Map<CustomerId, Map<String, Mover>> looks,
            Priority priority) {
        // What was told is read first: whoever tells something in between, by what is read after
        // it, makes this attempt fail.
        var known = known(customers);
        var catalogue = benefits.listAll();
        if (known.isEmpty() && catalogue.isEmpty()) {
            return Set.of();
        }
        var now = clock.instant();
        var standing = tiers.listStanding(customers, now);
        var given = new HashMap<Place, List<Holding>>();
        Function<Place, List<Holding>> gives =
                place ->
                        given.computeIfAbsent(
                                place, it -> Holding.of(catalogue, it.tier(), it.at()));
        var inserts = new ArrayList<EntitlementDocument>();
        var insertEvents = new ArrayList<List<OutboxEntry>>();
        var updates = new ArrayList<OutboxWriter.Change>();
        for (var customer : customers) {
            var look = looks.getOrDefault(customer, Map.of());
            var document = known.get(customer.value());
            var told = document == null ? Told.NOTHING : document.toDomain();
            var at = told.notBefore(now);
            var held = standing.getOrDefault(customer, List.of());
            var moves =
                    told.moves(
                            look.keySet(),
                            held.stream()
                                    .flatMap(it -> gives.apply(new Place(it, at)).stream())
                                    .toList());
            var after = told.after(moves);
            var dueAt = dueAt(held, after);
            var entries = entries(customer, held, moves, look, at);
            if (document == null && !moves.isEmpty()) {
                inserts.add(
                        new EntitlementDocument(
                                customer.value(),
                                1,
                                EntitlementDocument.HoldingPart.of(after),
                                at,
                                dueAt));
                insertEvents.add(entries);
            } else if (document != null
                    && !(moves.isEmpty() && Objects.equals(document.dueAt(), dueAt))) {
                updates.add(
                        new OutboxWriter.Change(
                                customer.value(),
                                document.version(),
                                fields(after, at, dueAt),
                                entries));
            }
        }
        var missed = new HashSet<CustomerId>();
        outbox.insertAll(inserts, insertEvents, priority).stream()
                .forEach(refused -> missed.add(new CustomerId(inserts.get(refused).id())));
        outbox.updateAll(EntitlementDocument.class, updates, priority).stream()
                .forEach(moved -> missed.add(new CustomerId(updates.get(moved).id())));
        return missed;
    }

    private Map<String, EntitlementDocument> known(Set<CustomerId> customers) {
        var ids = customers.stream().map(CustomerId::value).toList();
        var known = new HashMap<String, EntitlementDocument>();
        for (var document : mongo.find(query(where("_id").in(ids)), EntitlementDocument.class)) {
            known.put(document.id(), document);
        }
        return known;
    }

    private List<OutboxEntry> entries(
            CustomerId customer,
            List<StandingTier> held,
            Map<String, EntitlementMove> moves,
            Map<String, Mover> look,
            Instant at) {
        var entries = new ArrayList<OutboxEntry>();
        moves.forEach((scheme, move) -> {
            var tier = held.stream().filter(it -> it.scheme().equals(scheme)).findFirst();
            entries.add(
                    events.entry(
                            customer.value(),
                            scheme,
                            tier.map(StandingTier::tier).orElse(null),
                            move,
                            look.getOrDefault(scheme, new Mover.Definition()),
                            at));
        });
        return entries;
    }

    /** When the first decision ends by which the customer has something. */
    private static @Nullable Instant dueAt(List<StandingTier> held, List<Holding> holdings) {
        Instant earliest = null;
        for (var tier : held) {
            var until = tier.decidedUntil();
            if (until != null
                    && (earliest == null || until.isBefore(earliest))
                    && holdings.stream().anyMatch(it -> it.scheme().equals(tier.scheme()))) {
                earliest = until;
            }
        }
        return earliest;
    }

    private static Map<String, @Nullable Object> fields(
            List<Holding> after, Instant at, @Nullable Instant dueAt) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("holdings", EntitlementDocument.HoldingPart.of(after));
        fields.put("at", at);
        fields.put("dueAt", dueAt);
        return fields;
    }
}
