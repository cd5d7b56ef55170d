package io.pondcrm.customer.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.Indexes;
import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.SealedRecords;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.customer.profile.SyncDocuments.Conflict;
import io.pondcrm.customer.profile.SyncDocuments.Policy;
import io.pondcrm.customer.profile.SyncDocuments.Rules;
import io.pondcrm.customer.profile.SyncDocuments.State;
import io.pondcrm.customer.profile.SyncDocuments.Texts;
import io.pondcrm.customer.profile.SyncDocuments.Values;
import io.pondcrm.customer.profile.SyncPayloads.ConflictView;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.SyncPolicy;
import io.pondcrm.customer.profile.domain.Transfers;
import io.pondcrm.customer.profile.domain.TwoWaySync;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What two-way sync remembers: states that partners told, conflicts, and each partner's policy. */
@Component
class MongoSync implements InitializingBean, Eraser, Collector {

    private static final String TEXTS = "syncState";
    private static final String VALUES = "syncConflict";

    private final MongoOperations mongo;
    private final SubjectKeys keys;
    private final Transfers transfers;
    private final JsonMapper json;
    private final Clock clock;

    MongoSync(
            MongoOperations mongo,
            SubjectKeys keys,
            Transfers transfers,
            JsonMapper json,
            Clock clock) {
        this.mongo = mongo;
        this.transfers = transfers;
        this.keys = keys;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void afterPropertiesSet() {
        var conflicts = mongo.getCollection("sync_conflicts");
        conflicts.createIndex(Indexes.ascending("system", "foundAt", "_id"));
        conflicts.createIndex(Indexes.ascending("customerId"));
        mongo.getCollection("sync_states").createIndex(Indexes.ascending("customerId"));
    }

    /**
     * A state as a partner told it.
     *
     * @param revision null if the partner does not count
     * @param offeredVersion the customer's version that the partner was shown then
     */
    record Told(@Nullable Long revision, long offeredVersion, Texts texts) {

        static final Told NOTHING = new Told(null, 0, new Texts(new TreeMap<>(), new TreeMap<>()));

        boolean isLaterThan(@Nullable Long other) {
            return revision != null && other != null && revision > other;
        }

        /**
         * What the partner held before it changed anything.
         *
         * @param seen the version whose offered values it has taken over; null for none
         */
        Map<String, Optional<String>> base(@Nullable Long seen) {
            var base = new TreeMap<>(texts.told());
            if (seen != null && seen == offeredVersion) {
                base.putAll(texts.offered());
            }
            return base;
        }
    }

    /** What the partner told of these customers; those of whom it told nothing are absent. */
    Map<ExternalId, Told> told(Collection<ExternalId> externalIds) {
        var byId = new HashMap<String, ExternalId>();
        externalIds.forEach(it -> byId.put(CustomerDocument.keyOf(it), it));
        var states = mongo.find(query(where("_id").in(byId.keySet())), State.class);
        var opened = keys.findAll(states.stream().map(State::customerId).toList());
        var told = new HashMap<ExternalId, Told>();
        for (var state : states) {
            var key = opened.get(state.customerId());
            var externalId = byId.get(state.id());
            if (key != null && externalId != null) {
                told.put(
                        externalId,
                        new Told(
                                state.revision(),
                                state.offeredVersion(),
                                json.readValue(key.open(TEXTS, state.texts()), Texts.class)));
            }
        }
        return told;
    }

    /** Remembers what the partner holds, unless it has told something later meanwhile. */
    void remember(ExternalId externalId, CustomerId customer, Told told) {
        var key = keys.find(customer.value());
        if (key.isEmpty()) {
            return;
        }
        var earlier = where("_id").is(CustomerDocument.keyOf(externalId));
        if (told.revision() != null) {
            earlier.orOperator(where("revision").is(null), where("revision").lte(told.revision()));
        }
        var state =
                new Update()
                        .set("customerId", customer.value())
                        .set("revision", told.revision())
                        .set("offeredVersion", told.offeredVersion())
                        .set("texts", key.get().seal(TEXTS, json.writeValueAsBytes(told.texts())))
                        .set("toldAt", clock.instant());
        try {
            mongo.upsert(query(earlier), state, State.class);
        } catch (DuplicateKeyException laterOneIsThere) {
            // What the partner said since counts.
        }
    }

    /** Keeps a conflict; the same again is kept once. */
    void report(ExternalId externalId, CustomerId customer, TwoWaySync.Conflict conflict) {
        var key = keys.find(customer.value());
        if (key.isEmpty()) {
            return;
        }
        var values = new Values(conflict.base(), conflict.theirs(), conflict.ours());
        var found =
                "%s %s %s %s"
                        .formatted(
                                CustomerDocument.keyOf(externalId),
                                conflict.field(),
                                conflict.since(),
                                json.writeValueAsString(values));
        try {
            mongo.insert(
                    new Conflict(
                            "syc_" + UUID.nameUUIDFromBytes(found.getBytes(UTF_8)),
                            externalId.system(),
                            externalId.key(),
                            customer.value(),
                            conflict.field(),
                            conflict.partnerWins(),
                            conflict.source(),
                            conflict.since(),
                            key.get().seal(VALUES, json.writeValueAsBytes(values)),
                            clock.instant()));
        } catch (DuplicateKeyException known) {
            // Found before, and cut off before it was answered.
        }
    }

    Page<ConflictView> conflicts(
            String system,
            @Nullable String asker,
            @Nullable List<String> customerIds,
            PageRequest page) {
        Criteria wanted = where("system").is(system);
        if (customerIds != null) {
            wanted = wanted.and("customerId").in(customerIds);
        }
        return page.findTogether(
                mongo,
                wanted,
                Conflict.class,
                conflicts ->
                        transfers
                                .allowed(
                                        asker,
                                        Transfers.Way.LIST,
                                        conflicts,
                                        it -> new CustomerId(it.customerId()))
                                .stream()
                                .map(this::view)
                                .toList());
    }

    private ConflictView view(Conflict conflict) {
        return ConflictView.of(
                conflict,
                keys.find(conflict.customerId())
                        .map(key ->
                                json.readValue(key.open(VALUES, conflict.values()), Values.class))
                        .orElseGet(() -> new Values(null, null, null)));
    }

    /** A partner's policy with its version; version 0 is {@link SyncPolicy#USUAL}. */
    record Versioned(long version, SyncPolicy policy) {}

    Versioned policyOf(String system) {
        return Optional.ofNullable(mongo.findById(system, Policy.class))
                .map(it -> {
                    var rules = json.readValue(it.fields(), Rules.class);
                    return new Versioned(
                            it.version(), new SyncPolicy(rules.fields(), rules.others()));
                })
                .orElseGet(() -> new Versioned(0, SyncPolicy.USUAL));
    }

    /**
     * @param seen the version that the caller read
     * @return false if it has changed since
     */
    boolean put(String system, SyncPolicy policy, long seen) {
        var rules = json.writeValueAsString(new Rules(policy.fields(), policy.others()));
        if (seen == 0) {
            try {
                mongo.insert(new Policy(system, 1, rules, clock.instant()));
                return true;
            } catch (DuplicateKeyException thereIsOne) {
                return false;
            }
        }
        return mongo.updateFirst(
                                query(where("_id").is(system).and("version").is(seen)),
                                new Update()
                                        .inc("version", 1)
                                        .set("fields", rules)
                                        .set("updatedAt", clock.instant()),
                                Policy.class)
                        .getMatchedCount()
                == 1;
    }

    @Override
    public String erases() {
        return "two-way sync";
    }

    @Override
    public long erase(Collection<String> ids) {
        var theirs = query(where("customerId").in(ids));
        return mongo.remove(theirs, State.class).getDeletedCount()
                + mongo.remove(theirs, Conflict.class).getDeletedCount();
    }

    @Override
    public String collects() {
        return erases();
    }

    @Override
    public Origin origin() {
        return Origin.OBSERVED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        var theirs = where("customerId").in(ids);
        return Stream.concat(
                SealedRecords.of(
                        mongo,
                        keys,
                        State.class,
                        theirs,
                        List.of(new SealedRecords.Part("texts", TEXTS, "customerId"))),
                SealedRecords.of(
                        mongo,
                        keys,
                        Conflict.class,
                        theirs,
                        List.of(new SealedRecords.Part("values", VALUES, "customerId"))));
    }
}
