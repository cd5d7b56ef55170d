package io.pondcrm.customer.transaction;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.chassis.outbox.Priority;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.transaction.domain.CustomerReference;
import io.pondcrm.customer.transaction.domain.NewTransaction;
import io.pondcrm.customer.transaction.domain.PurchaseTotal;
import io.pondcrm.customer.transaction.domain.Recording;
import io.pondcrm.customer.transaction.domain.Transaction;
import io.pondcrm.customer.transaction.domain.TransactionType;
import io.pondcrm.customer.transaction.domain.Transactions;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.TypeId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

@Component
class MongoTransactions implements Transactions, InitializingBean {

    private final MongoOperations mongo;
    private final OutboxWriter outbox;
    private final TransactionEvents events;
    private final Customers customers;
    private final Clock clock;
    private final Ids ids;

    MongoTransactions(
            MongoOperations mongo,
            OutboxWriter outbox,
            TransactionEvents events,
            Customers customers,
            Clock clock,
            Ids ids) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.events = events;
        this.customers = customers;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public void afterPropertiesSet() {
        var transactions = mongo.getCollection("transactions");
        transactions.createIndex(Indexes.ascending("number"), new IndexOptions().unique(true));
        transactions.createIndex(Indexes.ascending("customerId", "occurredAt", "_id"));
    }

    @Override
    public Optional<Transaction> find(String id) {
        return Optional.ofNullable(mongo.findById(id, TransactionDocument.class))
                .map(TransactionDocument::toDomain);
    }

    @Override
    public List<Recording> recordAll(List<NewTransaction> requests, @Nullable String batch) {
        var now = clock.instant();
        var outcomes = new Recording[requests.size()];
        var buyers = buyersOf(requests);
        var wanted = new ArrayList<Wanted>();
        for (var index = 0; index < requests.size(); index++) {
            var request = requests.get(index);
            var flaws = request.flaws(now);
            var buyer = buyers.get(request.customer());
            if (!flaws.isEmpty()) {
                outcomes[index] = new Recording.Refused(flaws);
            } else if (buyer == null) {
                outcomes[index] = new Recording.UnknownCustomer(request.customer());
            } else {
                wanted.add(new Wanted(index, draft(request, buyer, now)));
            }
        }
        record(wanted, batch, outcomes);
        return List.of(outcomes);
    }

    @Override
    public Stream<Transaction> of(
            CustomerId customer, @Nullable String system, @Nullable Instant from, Instant until) {
        var when = where("occurredAt").lt(until);
        var wanted =
                where("customerId")
                        .in(customers.selfIdsOf(customer))
                        .andOperator(from == null ? when : when.gte(from));
        var oldestFirst =
                query(system == null ? wanted : wanted.and("system").is(system))
                        .with(Sort.by("occurredAt", "_id"));
        return mongo.stream(oldestFirst, TransactionDocument.class)
                .map(TransactionDocument::toDomain);
    }

    @Override
    public List<Transaction> page(@Nullable String system, @Nullable String after, int most) {
        var number = where("number");
        if (system != null) {
            // No system's name holds a space, and nothing stands between a space and '!'.
            number.lt(system + "!");
        }
        if (after != null) {
            number.gt(after);
        } else if (system != null) {
            number.gte(system + " ");
        }
        var wanted = system == null && after == null ? new Query() : query(number);
        return mongo
                .find(wanted.with(Sort.by("number")).limit(most), TransactionDocument.class)
                .stream()
                .map(TransactionDocument::toDomain)
                .toList();
    }

    @Override
    public List<PurchaseTotal> totalsOf(CustomerId customer) {
        var byCurrency = new TreeMap<String, PurchaseTotal>();
        var groups =
                mongo.getCollection("transactions")
                        .aggregate(
                                List.of(
                                        Aggregates.match(
                                                Filters.in(
                                                        "customerId",
                                                        customers.selfIdsOf(customer))),
                                        Aggregates.group(
                                                new Document("currency", "$currency")
                                                        .append("type", "$type"),
                                                Accumulators.sum("count", 1),
                                                Accumulators.sum("net", "$netMinor"),
                                                Accumulators.min("first", "$occurredAt"),
                                                Accumulators.max("last", "$occurredAt"))));
        for (var group : groups) {
            var key = group.get("_id", Document.class);
            var currency = key.getString("currency");
            byCurrency.merge(currency, total(key, group), MongoTransactions::both);
        }
        return List.copyOf(byCurrency.values());
    }

    private static PurchaseTotal total(Document key, Document group) {
        var count = group.get("count", Number.class).longValue();
        var isSale = TransactionType.SALE.name().equals(key.getString("type"));
        return new PurchaseTotal(
                isSale ? count : 0,
                isSale ? 0 : count,
                TransactionDocument.ofMinorUnits(
                        group.get("net", Number.class).longValue(),
                        Currency.getInstance(key.getString("currency"))),
                group.getDate("first").toInstant(),
                group.getDate("last").toInstant());
    }

    private static PurchaseTotal both(PurchaseTotal one, PurchaseTotal other) {
        return new PurchaseTotal(
                one.sales() + other.sales(),
                one.refunds() + other.refunds(),
                one.net().plus(other.net()),
                one.first().isBefore(other.first()) ? one.first() : other.first(),
                one.last().isAfter(other.last()) ? one.last() : other.last());
    }

    private record Wanted(int index, Transaction transaction) {

        String number() {
            return TransactionDocument.numberOf(transaction.system(), transaction.externalId());
        }
    }

    private Transaction draft(NewTransaction request, CustomerId buyer, Instant now) {
        return Transaction.of(TypeId.of(Transaction.PREFIX, ids.next()), buyer, request, now);
    }

    private void record(
            List<Wanted> wanted, @Nullable String batch, @Nullable Recording[] outcomes) {
        var known = byNumber(wanted.stream().map(Wanted::number).toList());
        var fresh = new ArrayList<Wanted>();
        var within = new HashMap<String, Transaction>();
        var counted = new HashSet<String>();
        for (var each : wanted) {
            var stored = known.get(each.number());
            var earlier = within.get(each.number());
            if (stored != null) {
                outcomes[each.index()] = repeated(stored, each, batch, counted);
            } else if (earlier != null) {
                outcomes[each.index()] = earlier.repeatedAs(each.transaction());
            } else {
                within.put(each.number(), each.transaction());
                fresh.add(each);
                outcomes[each.index()] = new Recording.Recorded(each.transaction());
            }
        }
        var refused =
                outbox.insertAll(
                        fresh.stream()
                                .map(it -> TransactionDocument.of(it.transaction(), batch))
                                .toList(),
                        fresh.stream()
                                .map(it -> List.of(events.recorded(it.transaction())))
                                .toList(),
                        batch == null ? Priority.LIVE : Priority.BULK);
        if (!refused.isEmpty()) {
            // Somebody recorded the same numbers between our look and our insert: once more.
            var taken = new HashSet<String>();
            refused.stream().forEach(at -> taken.add(fresh.get(at).number()));
            record(
                    wanted.stream().filter(each -> taken.contains(each.number())).toList(),
                    batch,
                    outcomes);
        }
    }

    private static Recording repeated(
            TransactionDocument stored, Wanted again, @Nullable String batch, Set<String> counted) {
        var outcome = stored.toDomain().repeatedAs(again.transaction());
        return outcome instanceof Recording.Duplicate(var transaction)
                        && batch != null
                        && batch.equals(stored.batch())
                        && counted.add(stored.number())
                ? new Recording.Recorded(transaction)
                : outcome;
    }

    private Map<String, TransactionDocument> byNumber(List<String> numbers) {
        var found = new HashMap<String, TransactionDocument>();
        if (!numbers.isEmpty()) {
            for (var document :
                    mongo.find(query(where("number").in(numbers)), TransactionDocument.class)) {
                found.put(document.number(), document);
            }
        }
        return found;
    }

    /** Who is meant, for all references at once. */
    private Map<CustomerReference, CustomerId> buyersOf(List<NewTransaction> requests) {
        var byId = new HashMap<CustomerId, CustomerReference>();
        var byName = new HashMap<ExternalId, CustomerReference>();
        for (var request : requests) {
            switch (request.customer()) {
                case CustomerReference.ById reference -> byId.put(reference.id(), reference);
                case CustomerReference.ByExternalId(var system, var key) ->
                        ExternalId.find(system, key)
                                .ifPresent(name -> byName.put(name, request.customer()));
            }
        }
        var buyers = new HashMap<CustomerReference, CustomerId>();
        existing(byId.keySet()).forEach(id -> buyers.put(byId.get(id), id));
        customers.idsOf(byName.keySet()).forEach((name, id) -> buyers.put(byName.get(name), id));
        return buyers;
    }

    private Set<CustomerId> existing(Collection<CustomerId> ids) {
        return ids.isEmpty() ? Set.of() : customers.existing(ids);
    }
}
