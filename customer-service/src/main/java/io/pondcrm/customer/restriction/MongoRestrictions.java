package io.pondcrm.customer.restriction;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.restriction.domain.Processing;
import io.pondcrm.customer.restriction.domain.Restrictions;
import io.pondcrm.customer.restriction.domain.Stops;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

@Component
class MongoRestrictions implements Restrictions, Eraser, Collector {

    private final MongoOperations mongo;
    private final OutboxWriter outbox;
    private final RestrictionEvents events;
    private final Customers customers;
    private final Clock clock;

    MongoRestrictions(
            MongoOperations mongo,
            OutboxWriter outbox,
            RestrictionEvents events,
            Customers customers,
            Clock clock) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.events = events;
        this.customers = customers;
        this.clock = clock;
    }

    @Override
    public Stops of(CustomerId customer) {
        return ofPerson(customer).values().stream()
                .map(Processing::stops)
                .reduce(Stops.NONE, Stops::or);
    }

    /** Of a customer, who comes first, and of those merged into them. */
    Map<CustomerId, Processing> ofPerson(CustomerId customer) {
        var selves = customers.selvesOf(customer);
        var person = new LinkedHashMap<CustomerId, Processing>();
        selves.forEach(self -> person.put(self, Processing.FREE));
        var stored = where("_id").in(selves.stream().map(CustomerId::value).toList());
        mongo.find(query(stored), RestrictionDocument.class)
                .forEach(it -> person.put(new CustomerId(it.id()), it.toDomain()));
        return person;
    }

    @Override
    public void change(CustomerId customer, UnaryOperator<Processing> decision) {
        OptimisticWrite.<Boolean>until(
                "What a customer had stopped",
                () -> {
                    var seen =
                            Optional.ofNullable(
                                            mongo.findById(
                                                    customer.value(), RestrictionDocument.class))
                                    .map(RestrictionDocument::toDomain)
                                    .orElse(Processing.FREE);
                    return put(customer, seen, decision.apply(seen))
                            ? Optional.of(true)
                            : Optional.empty();
                });
    }

    @Override
    public void changeAll(CustomerId customer, UnaryOperator<Processing> decision) {
        customers.selvesOf(customer).forEach(self -> change(self, decision));
    }

    /** False if somebody else was faster. */
    boolean put(CustomerId customer, Processing seen, Processing next) {
        if (next.equals(seen)) {
            return true;
        }
        var told = told(customer, seen.stops(), next.stops());
        var document = RestrictionDocument.first(customer, next);
        if (seen.version() == 0) {
            try {
                outbox.insert(document, told);
                return true;
            } catch (DuplicateKeyException _) {
                return false;
            }
        }
        return outbox.update(
                RestrictionDocument.class,
                customer.value(),
                seen.version(),
                document.fields(),
                told);
    }

    private List<OutboxEntry> told(CustomerId customer, Stops was, Stops is) {
        return was.equals(is)
                ? List.of()
                : List.of(
                        events.changed(
                                customer, is, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    @Override
    public String erases() {
        return "restrictions";
    }

    @Override
    public long erase(Collection<String> ids) {
        return mongo.remove(query(where("_id").in(ids)), RestrictionDocument.class)
                .getDeletedCount();
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
        return StoredRecords.of(mongo, RestrictionDocument.class, where("_id").in(ids));
    }
}
