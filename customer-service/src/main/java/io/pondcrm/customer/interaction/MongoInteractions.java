package io.pondcrm.customer.interaction;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.customer.interaction.domain.Actor;
import io.pondcrm.customer.interaction.domain.Interaction;
import io.pondcrm.customer.interaction.domain.Interactions;
import io.pondcrm.customer.interaction.domain.NewInteraction;
import io.pondcrm.customer.interaction.domain.Recording;
import io.pondcrm.customer.interaction.domain.Visitor;
import io.pondcrm.customer.interaction.domain.VisitorLink;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.TypeId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

@Component
class MongoInteractions implements Interactions, InitializingBean {

    private static final int PART = 500;

    private final MongoOperations mongo;
    private final SealedVisitors sealed;
    private final OutboxWriter outbox;
    private final InteractionEvents events;
    private final Customers customers;
    private final Clock clock;
    private final Ids ids;

    MongoInteractions(
            MongoOperations mongo,
            SealedVisitors sealed,
            OutboxWriter outbox,
            InteractionEvents events,
            Customers customers,
            Clock clock,
            Ids ids) {
        this.mongo = mongo;
        this.sealed = sealed;
        this.outbox = outbox;
        this.events = events;
        this.customers = customers;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public void afterPropertiesSet() {
        var interactions = mongo.getCollection("interactions");
        interactions.createIndex(Indexes.ascending("number"), new IndexOptions().unique(true));
        interactions.createIndex(Indexes.ascending("customerId", "occurredAt", "_id"));
        interactions.createIndex(Indexes.ascending("unlinked"), new IndexOptions().sparse(true));
        mongo.getCollection("visitors").createIndex(Indexes.ascending("customerId"));
    }

    @Override
    public Optional<Interaction> find(String id) {
        return Optional.ofNullable(mongo.findById(id, InteractionDocument.class))
                .map(it -> sealed.open(List.of(it)).getFirst());
    }

    private record Wanted(int index, Interaction interaction) {

        String number() {
            return InteractionDocument.numberOf(interaction.system(), interaction.externalId());
        }
    }

    @Override
    public List<Recording> recordAll(List<NewInteraction> requests) {
        var now = clock.instant();
        var outcomes = new Recording[requests.size()];
        var named = customersOf(requests);
        var visitors = ownersOf(visitorsOf(requests));
        var wanted = new ArrayList<Wanted>();
        for (var index = 0; index < requests.size(); index++) {
            var request = requests.get(index);
            var flaws = request.flaws(now);
            var visitor = request.visitor();
            var customer = visitor == null ? named.get(request.actor()) : visitors.get(visitor);
            if (!flaws.isEmpty()) {
                outcomes[index] = new Recording.Refused(flaws);
            } else if (visitor == null && customer == null) {
                outcomes[index] = new Recording.UnknownCustomer(request.actor());
            } else {
                wanted.add(
                        new Wanted(
                                index,
                                Interaction.of(
                                        TypeId.of(Interaction.PREFIX, ids.next()),
                                        customer,
                                        request,
                                        now)));
            }
        }
        record(wanted, outcomes);
        closeGap(outcomes);
        return List.of(outcomes);
    }

    private void record(List<Wanted> wanted, @Nullable Recording[] outcomes) {
        var known = byNumber(wanted.stream().map(Wanted::number).toList());
        var within = new HashMap<String, Interaction>();
        var fresh = new ArrayList<Wanted>();
        for (var each : wanted) {
            var stored = known.get(each.number());
            var earlier = within.get(each.number());
            if (stored != null) {
                outcomes[each.index()] = stored.repeatedAs(each.interaction());
            } else if (earlier != null) {
                outcomes[each.index()] = earlier.repeatedAs(each.interaction());
            } else {
                within.put(each.number(), each.interaction());
                fresh.add(each);
                outcomes[each.index()] = new Recording.Recorded(each.interaction());
            }
        }
        var seals =
                sealed.seal(
                        fresh.stream()
                                .map(it -> it.interaction().visitor())
                                .filter(Objects::nonNull)
                                .collect(Collectors.toSet()));
        var refused =
                outbox.insertAll(
                        fresh.stream()
                                .map(it -> {
                                    var visitor = it.interaction().visitor();
                                    return InteractionDocument.of(
                                            it.interaction(),
                                            visitor == null ? null : seals.get(visitor));
                                })
                                .toList(),
                        fresh.stream().map(it -> events.recorded(it.interaction())).toList());
        if (!refused.isEmpty()) {
            // Somebody recorded the same numbers between our look and our insert: once more.
            var taken = new HashSet<String>();
            refused.stream().forEach(at -> taken.add(fresh.get(at).number()));
            record(
                    wanted.stream().filter(each -> taken.contains(each.number())).toList(),
                    outcomes);
        }
    }

    /**
     * A visitor may have been linked between our look and our insert, and the backfill may have
     * passed by before: whoever comes second finds the other's write.
     */
    private void closeGap(Recording[] outcomes) {
        var unlinked = new LinkedHashSet<Visitor>();
        for (var outcome : outcomes) {
            if (outcome instanceof Recording.Recorded(var interaction)
                    && interaction.customer() == null
                    && interaction.visitor() != null) {
                unlinked.add(interaction.visitor());
            }
        }
        ownersOf(unlinked)
                .forEach((visitor, owner) -> backfill(sealed.keyOf(visitor), owner, _ -> {}));
    }

    private Map<String, Interaction> byNumber(List<String> numbers) {
        var found = new HashMap<String, Interaction>();
        if (!numbers.isEmpty()) {
            sealed.open(mongo.find(query(where("number").in(numbers)), InteractionDocument.class))
                    .forEach(it ->
                            found.put(
                                    InteractionDocument.numberOf(it.system(), it.externalId()),
                                    it));
        }
        return found;
    }

    private static Set<Visitor> visitorsOf(List<NewInteraction> requests) {
        var visitors = new HashSet<Visitor>();
        for (var request : requests) {
            var visitor = request.visitor();
            if (visitor != null) {
                visitors.add(visitor);
            }
        }
        return visitors;
    }

    private Map<Visitor, CustomerId> ownersOf(Collection<Visitor> visitors) {
        var owners = new HashMap<Visitor, CustomerId>();
        if (!visitors.isEmpty()) {
            var byKey = new HashMap<String, Visitor>();
            visitors.forEach(it -> byKey.put(sealed.keyOf(it), it));
            mongo.find(query(where("_id").in(byKey.keySet())), VisitorDocument.class)
                    .forEach(
                            it -> owners.put(byKey.get(it.key()), new CustomerId(it.customerId())));
        }
        return owners;
    }

    /** Who is meant, for all names at once. */
    private Map<Actor, CustomerId> customersOf(List<NewInteraction> requests) {
        var byId = new HashMap<CustomerId, Actor>();
        var byName = new HashMap<ExternalId, Actor>();
        for (var request : requests) {
            switch (request.actor()) {
                case Actor.Known known -> byId.put(known.id(), known);
                case Actor.Named(var system, var key) ->
                        ExternalId.find(system, key)
                                .ifPresent(name -> byName.put(name, request.actor()));
                case Actor.Anonymous _ -> {}
            }
        }
        var found = new HashMap<Actor, CustomerId>();
        if (!byId.isEmpty()) {
            customers.existing(byId.keySet()).forEach(id -> found.put(byId.get(id), id));
        }
        if (!byName.isEmpty()) {
            customers.idsOf(byName.keySet()).forEach((name, id) -> found.put(byName.get(name), id));
        }
        return found;
    }

    @Override
    public VisitorLink link(Visitor visitor, CustomerId customer) {
        try {
            mongo.insert(
                    new VisitorDocument(sealed.keyOf(visitor), customer.value(), clock.instant()));
            return new VisitorLink.Linked();
        } catch (DuplicateKeyException _) {
            var owner = ownersOf(Set.of(visitor)).get(visitor);
            return owner == null || owner.equals(customer)
                    ? new VisitorLink.Linked()
                    : new VisitorLink.BelongsToAnother(owner);
        }
    }

    @Override
    public void backfill(CustomerId customer, LongConsumer reached) {
        mongo.find(query(where("customerId").is(customer.value())), VisitorDocument.class)
                .forEach(it -> backfill(it.key(), customer, reached));
    }

    private void backfill(String visitor, CustomerId owner, LongConsumer reached) {
        for (var part = unlinked(visitor); !part.isEmpty(); part = unlinked(visitor)) {
            var at = clock.instant();
            var changes = new ArrayList<OutboxWriter.Change>();
            for (var document : part) {
                var linked = document.toDomain(null).linkedTo(owner, at);
                var fields = new LinkedHashMap<String, @Nullable Object>();
                fields.put("customerId", owner.value());
                fields.put("linkedAt", at);
                fields.put("unlinked", null);
                changes.add(
                        new OutboxWriter.Change(
                                document.id(),
                                document.version(),
                                fields,
                                events.recorded(linked)));
            }
            // What another writer linked meanwhile is not found again: that is as good.
            outbox.updateAll(InteractionDocument.class, changes);
            reached.accept(part.size());
        }
    }

    private List<InteractionDocument> unlinked(String visitor) {
        return mongo.find(
                query(where("unlinked").is(visitor)).limit(PART), InteractionDocument.class);
    }
}
