package io.pondcrm.customer.consent;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.customer.consent.domain.ConsentChange;
import io.pondcrm.customer.consent.domain.ConsentLedger;
import io.pondcrm.customer.consent.domain.ConsentLedgers;
import io.pondcrm.customer.consent.domain.ConsentStatement;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

@Component
class MongoConsentLedgers implements ConsentLedgers, Eraser, Collector {

    private final MongoOperations mongo;
    private final SubjectKeys keys;
    private final OutboxWriter outbox;
    private final ConsentEvents events;
    private final Customers customers;

    MongoConsentLedgers(
            MongoOperations mongo,
            SubjectKeys keys,
            OutboxWriter outbox,
            ConsentEvents events,
            Customers customers) {
        this.mongo = mongo;
        this.keys = keys;
        this.outbox = outbox;
        this.events = events;
        this.customers = customers;
    }

    @Override
    public ConsentLedger get(CustomerId customer) {
        var selves = customers.selfIdsOf(customer);
        var ledger = ConsentLedger.empty(customer);
        for (var read :
                mongo.find(
                        query(where("_id").in(selves)).with(Sort.by("_id")),
                        ConsentDocument.class)) {
            ledger = ledger.with(ledgerOf(new CustomerId(read.id()), read));
        }
        return ledger;
    }

    @Override
    public List<ConsentLedger> getAll(Map<CustomerId, List<CustomerId>> selves) {
        var ids = selves.values().stream().flatMap(List::stream).map(CustomerId::value).toList();
        var read = new HashMap<String, ConsentLedger>();
        mongo.find(query(where("_id").in(ids)), ConsentDocument.class)
                .forEach(it -> read.put(it.id(), ledgerOf(new CustomerId(it.id()), it)));
        return selves.entrySet().stream()
                .map(person -> {
                    var ledger = ConsentLedger.empty(person.getKey());
                    for (var self : person.getValue()) {
                        var its = read.get(self.value());
                        ledger = its == null ? ledger : ledger.with(its);
                    }
                    return ledger;
                })
                .toList();
    }

    private ConsentLedger ledgerOf(CustomerId customer, @Nullable ConsentDocument read) {
        return read == null
                ? ConsentLedger.empty(customer)
                : read.toDomain(keys.find(customer.value()).orElse(null));
    }

    @Override
    public ConsentChange change(
            CustomerId customer, Function<ConsentLedger, ConsentChange> decision) {
        return OptimisticWrite.until(
                "A customer's consents",
                () -> {
                    var read = mongo.findById(customer.value(), ConsentDocument.class);
                    var outcome = decision.apply(ledgerOf(customer, read));
                    var isStored =
                            switch (outcome) {
                                case ConsentChange.AlreadyThere _ -> true;
                                // Only what decides from now on is news for others.
                                case ConsentChange.Repeated(var ledger, _) ->
                                        write(read, ledger, List.of());
                                case ConsentChange.Outdated(var ledger, _) ->
                                        write(read, ledger, List.of());
                                case ConsentChange.Accepted(var ledger, var said) ->
                                        write(
                                                read,
                                                ledger,
                                                List.of(events.announce(customer, said)));
                            };
                    return isStored ? Optional.of(outcome) : Optional.empty();
                });
    }

    private boolean write(
            @Nullable ConsentDocument read, ConsentLedger ledger, List<OutboxEntry> announced) {
        var customer = ledger.customer().value();
        var key = keys.makeAll(List.of(customer)).get(customer);
        if (read != null) {
            return outbox.update(
                    ConsentDocument.class,
                    read.id(),
                    read.version(),
                    Map.of("statements", ConsentDocument.linesOf(ledger, key)),
                    announced);
        }
        try {
            outbox.insert(ConsentDocument.of(ledger, key), announced);
            return true;
        } catch (DuplicateKeyException _) {
            // Another first statement came in between: there is a ledger now.
            return false;
        }
    }

    /** The proof of consents goes, too: what was done is in the receipt. */
    @Override
    public String erases() {
        return "consents";
    }

    @Override
    public long erase(Collection<String> ids) {
        return mongo.remove(query(where("_id").in(ids)), ConsentDocument.class).getDeletedCount();
    }

    @Override
    public String collects() {
        return erases();
    }

    @Override
    public Origin origin() {
        return Origin.GIVEN;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return mongo.find(query(where("_id").in(ids)), ConsentDocument.class).stream()
                .flatMap(read ->
                        ledgerOf(new CustomerId(read.id()), read).statements().stream()
                                .map(it -> told(read.id(), it)));
    }

    private static Map<String, Object> told(String customer, ConsentStatement said) {
        var told = new LinkedHashMap<String, Object>();
        told.put("customerId", customer);
        told.put("purpose", said.purpose().name());
        told.put("channel", said.channel().name());
        told.put("decision", said.decision().name());
        told.put("at", said.at());
        told.put("recordedAt", said.recordedAt());
        told.put("source", said.source());
        told.put("byGuardian", said.byGuardian());
        Optional.ofNullable(said.textVersion()).ifPresent(it -> told.put("textVersion", it));
        Optional.ofNullable(said.evidence()).ifPresent(it -> told.put("evidence", it));
        return told;
    }
}
