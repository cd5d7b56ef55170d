package io.pondcrm.customer.transaction;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.copies.Copies;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.customer.drift.domain.Roll;
import io.pondcrm.customer.drift.domain.Told;
import io.pondcrm.customer.drift.domain.Transactions;
import io.pondcrm.customer.drift.domain.Truth;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/**
 * What others are told of transactions: those of merged customers are told with the survivor's.
 * {@code payments} is less of the same than {@code purchases}.
 */
@Component
class TransactionTruth implements Truth, Transactions {

    /** Who copies categories keeps no more of them. */
    private static final int MOST_CATEGORIES = 50;

    private final MongoOperations mongo;
    private final TransactionEvents events;
    private final OutboxWriter outbox;
    private final Clock clock;

    TransactionTruth(
            MongoOperations mongo, TransactionEvents events, OutboxWriter outbox, Clock clock) {
        this.mongo = mongo;
        this.events = events;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public String source() {
        return "transactions";
    }

    @Override
    public Set<String> fields() {
        return Set.of("purchases", "payments");
    }

    private static final class Basket {

        private boolean isWaiting;
        private long version;
        private final Map<String, List<?>> purchases = new HashMap<>();
        private final Map<String, List<?>> payments = new HashMap<>();

        void add(TransactionDocument document) {
            var it = document.toDomain();
            version = Math.max(version, document.version());
            var amount = it.netAmount().amount().abs();
            var currency = it.total().currency().getCurrencyCode();
            payments.put(it.id(), List.of(it.type().name(), it.occurredAt(), amount, currency));
            purchases.put(
                    it.id(),
                    Arrays.asList(
                            it.type().name(),
                            it.occurredAt(),
                            amount,
                            currency,
                            it.channel(),
                            it.categories().stream().limit(MOST_CATEGORIES).toList(),
                            it.discount().orElse(null),
                            it.netMargin().orElse(null)));
        }

        Told told(String source) {
            return new Told(
                    isWaiting,
                    Map.of(source, version),
                    Map.of(),
                    Map.of("purchases", purchases, "payments", payments));
        }
    }

    @Override
    public Map<CustomerId, Told> told(Collection<Roll.Person> people) {
        var owners = new HashMap<String, CustomerId>();
        for (var person : people) {
            owners.put(person.id().value(), person.id());
            person.absorbed().forEach(it -> owners.put(it.value(), person.id()));
        }
        var baskets = new HashMap<CustomerId, Basket>();
        try (var all = mongo.stream(query(compared(owners.keySet())), TransactionDocument.class)) {
            all.forEach(it ->
                    baskets.computeIfAbsent(owners.get(it.customerId()), _ -> new Basket())
                            .add(it));
        }
        outbox.waitingAmong(TransactionDocument.class, "customerId", owners.keySet())
                .forEach(it ->
                        baskets.computeIfAbsent(owners.get(it), _ -> new Basket()).isWaiting =
                                true);
        return baskets.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().told(source())));
    }

    private Criteria compared(Collection<String> customers) {
        return where("customerId")
                .in(customers)
                .and("occurredAt")
                .gte(Copies.comparedSince(clock.instant()));
    }

    @Override
    public Set<String> knownAmong(Collection<String> ids) {
        var wanted = query(where("_id").in(ids));
        wanted.fields().include("_id");
        var collection = mongo.getCollectionName(TransactionDocument.class);
        return mongo.find(wanted, Document.class, collection).stream()
                .map(it -> it.getString("_id"))
                .collect(Collectors.toSet());
    }

    @Override
    public void restate(
            Roll.Person person, @Nullable String merge, long above, @Nullable Set<String> items) {
        var customers = new HashSet<>(Set.of(person.id().value()));
        person.absorbed().forEach(it -> customers.add(it.value()));
        var wanted = compared(customers);
        var theirs = query(items == null ? wanted : wanted.and("_id").in(items));
        try (var all = mongo.stream(theirs, TransactionDocument.class)) {
            all.forEach(it -> restate(it.id(), above));
        }
    }

    private void restate(String id, long above) {
        OptimisticWrite.<Boolean>until(
                "A transaction that is said again",
                () -> {
                    var read = mongo.findById(id, TransactionDocument.class);
                    return read == null
                                    || outbox.restate(
                                            TransactionDocument.class,
                                            id,
                                            read.version(),
                                            above,
                                            List.of(events.restated(read.toDomain())))
                            ? Optional.of(true)
                            : Optional.empty();
                });
    }
}
