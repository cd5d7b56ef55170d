package io.pondcrm.customer.consent;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.customer.consent.domain.ConsentLedger;
import io.pondcrm.customer.drift.domain.Roll;
import io.pondcrm.customer.drift.domain.Told;
import io.pondcrm.customer.drift.domain.Truth;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** What others are told of consents. */
@Component
class ConsentTruth implements Truth {

    private final MongoOperations mongo;
    private final ConsentEvents events;
    private final OutboxWriter outbox;

    ConsentTruth(MongoOperations mongo, ConsentEvents events, OutboxWriter outbox) {
        this.mongo = mongo;
        this.events = events;
        this.outbox = outbox;
    }

    @Override
    public String source() {
        return "consents";
    }

    @Override
    public Set<String> fields() {
        return Set.of("consents");
    }

    @Override
    public Map<CustomerId, Told> told(Collection<Roll.Person> people) {
        var ids = people.stream().map(it -> it.id().value()).toList();
        var waiting = outbox.waitingAmong(ConsentDocument.class, "_id", ids);
        var told = new HashMap<CustomerId, Told>();
        for (var read : mongo.find(query(where("_id").in(ids)), ConsentDocument.class)) {
            var ledger = read.toDomain(null);
            told.put(
                    ledger.customer(),
                    new Told(
                            waiting.contains(read.id()),
                            Map.of(source(), read.version()),
                            Map.of("consents", answers(ledger)),
                            Map.of()));
        }
        return told;
    }

    private static Map<String, String> answers(ConsentLedger ledger) {
        return ledger.announced().entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, it -> it.getValue().isGrant() ? "yes" : "no"));
    }

    /** Of who said nothing an empty ledger is made, for somebody has to say that. */
    @Override
    public void restate(
            Roll.Person person, @Nullable String merge, long above, @Nullable Set<String> items) {
        OptimisticWrite.<Boolean>until(
                "A customer's consents, said again",
                () -> {
                    var id = person.id().value();
                    var read = mongo.findById(id, ConsentDocument.class);
                    if (read != null) {
                        var event = events.restated(read.toDomain(null));
                        return outbox.restate(
                                        ConsentDocument.class,
                                        id,
                                        read.version(),
                                        above,
                                        List.of(event))
                                ? Optional.of(true)
                                : Optional.empty();
                    }
                    if (above == 0) {
                        return Optional.of(false);
                    }
                    try {
                        outbox.insert(
                                new ConsentDocument(id, above + 1, List.of()),
                                List.of(events.restated(ConsentLedger.empty(person.id()))));
                        return Optional.of(true);
                    } catch (DuplicateKeyException _) {
                        return Optional.empty();
                    }
                });
    }
}
