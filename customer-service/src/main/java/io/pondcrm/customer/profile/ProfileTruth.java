package io.pondcrm.customer.profile;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.customer.drift.domain.Roll;
import io.pondcrm.customer.drift.domain.Told;
import io.pondcrm.customer.drift.domain.Truth;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Who is known, and what others are told of them. Of the merged only that they are. */
@Component
class ProfileTruth implements Roll, Truth {

    private static final String MERGED_INTO = "mergedInto";

    private final MongoOperations mongo;
    private final SealedCustomers sealed;
    private final CustomerEvents events;
    private final OutboxWriter outbox;

    ProfileTruth(
            MongoOperations mongo,
            SealedCustomers sealed,
            CustomerEvents events,
            OutboxWriter outbox) {
        this.mongo = mongo;
        this.sealed = sealed;
        this.events = events;
        this.outbox = outbox;
    }

    @Override
    public List<CustomerId> after(@Nullable CustomerId last, int most) {
        var wanted =
                query(last == null ? new Criteria() : where("_id").gt(last.value()))
                        .with(Sort.by("_id"))
                        .limit(most);
        wanted.fields().include("_id");
        return mongo
                .find(wanted, Document.class, mongo.getCollectionName(CustomerDocument.class))
                .stream()
                .map(it -> new CustomerId(it.getString("_id")))
                .toList();
    }

    @Override
    public Map<CustomerId, Person> of(Collection<CustomerId> customers) {
        var wanted = query(where("_id").in(ids(customers)));
        wanted.fields().include(MERGED_INTO, "absorbed");
        var people = new LinkedHashMap<CustomerId, Person>();
        for (var found :
                mongo.find(
                        wanted, Document.class, mongo.getCollectionName(CustomerDocument.class))) {
            var id = new CustomerId(found.getString("_id"));
            var into = found.getString(MERGED_INTO);
            var absorbed = found.getList("absorbed", String.class, List.of());
            people.put(
                    id,
                    new Person(
                            id,
                            into == null ? null : new CustomerId(into),
                            absorbed.stream().map(CustomerId::new).toList()));
        }
        return people;
    }

    private static List<String> ids(Collection<CustomerId> customers) {
        return customers.stream().map(CustomerId::value).toList();
    }

    @Override
    public String source() {
        return "profile";
    }

    @Override
    public Set<String> fields() {
        return CustomerEvents.TOLD;
    }

    @Override
    public Map<CustomerId, Told> told(Collection<Person> people) {
        var ids = people.stream().map(it -> it.id().value()).toList();
        var waiting = outbox.waitingAmong(CustomerDocument.class, "_id", ids);
        var told = new HashMap<CustomerId, Told>();
        sealed.open(mongo.find(query(where("_id").in(ids)), CustomerDocument.class), it -> it)
                .forEach(it -> {
                    var document = it.document();
                    told.put(
                            it.customer().id(),
                            new Told(
                                    waiting.contains(document.id()) || document.merging() != null,
                                    Map.of(source(), document.version()),
                                    document.mergedInto() == null
                                            ? events.fieldsOf(it.customer())
                                            : Map.of(MERGED_INTO, document.mergedInto()),
                                    Map.of()));
                });
        return told;
    }

    @Override
    public void restate(
            Person person, @Nullable String merge, long above, @Nullable Set<String> items) {
        OptimisticWrite.<Boolean>until(
                "A customer who is said again",
                () -> {
                    var found = mongo.findById(person.id().value(), CustomerDocument.class);
                    var customer = found == null ? null : sealed.open(found).orElse(null);
                    if (found == null || customer == null) {
                        return Optional.of(false);
                    }
                    return outbox.restate(
                                    CustomerDocument.class,
                                    found.id(),
                                    found.version(),
                                    above,
                                    List.of(
                                            events.restated(
                                                    customer,
                                                    found.mergedInto() == null ? null : merge,
                                                    merge == null ? null : found.mergedInto())))
                            ? Optional.of(true)
                            : Optional.empty();
                });
    }
}
