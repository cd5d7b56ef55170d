package io.pondcrm.customer.profile;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.MergingCustomers;
import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

@Component
class MongoMergingCustomers implements MergingCustomers {

    private final MongoOperations mongo;
    private final OutboxWriter outbox;
    private final CustomerEvents events;
    private final SealedCustomers sealed;

    MongoMergingCustomers(
            MongoOperations mongo,
            OutboxWriter outbox,
            CustomerEvents events,
            SealedCustomers sealed) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.events = events;
        this.sealed = sealed;
    }

    @Override
    public Optional<Standing> find(CustomerId id) {
        return Optional.ofNullable(mongo.findById(id.value(), CustomerDocument.class))
                .flatMap(document ->
                        sealed.open(document)
                                .map(customer ->
                                        new Standing(
                                                customer,
                                                document.mergedInto() == null
                                                        ? null
                                                        : new CustomerId(document.mergedInto()),
                                                document.merging())));
    }

    @Override
    public boolean claim(CustomerId id, String merge, @Nullable CustomerId mergedInto) {
        var free =
                where("_id")
                        .is(id.value())
                        .and("mergedInto")
                        .is(mergedInto == null ? null : mergedInto.value())
                        .and("merging")
                        .is(null);
        var claimed = new Update().set("merging", merge).inc("version", 1L);
        return modified(free, claimed)
                || mongo.exists(
                        query(where("_id").is(id.value()).and("merging").is(merge)),
                        CustomerDocument.class);
    }

    /** The version grows: whoever still works on the merge writes nothing any more. */
    @Override
    public void release(CustomerId id, String merge) {
        modified(
                where("_id").is(id.value()).and("merging").is(merge),
                new Update().unset("merging").inc("version", 1L));
    }

    @Override
    public void letGo(CustomerId id, CustomerId erased) {
        modified(
                where("_id").is(id.value()).and("mergedInto").is(erased.value()),
                new Update().unset("mergedInto").inc("version", 1L));
    }

    private boolean modified(Criteria wanted, Update update) {
        return mongo.updateFirst(query(wanted), update, CustomerDocument.class).getMatchedCount()
                == 1;
    }

    @Override
    public boolean write(
            Customer customer, long seen, @Nullable CustomerId mergedInto, Notice notice) {
        var fields =
                CustomerDocument.fieldsOf(
                        customer,
                        sealed.seal(customer)
                                .orElseThrow(() ->
                                        new IllegalStateException(
                                                "Erased during a merge: " + customer.id())));
        fields.put("mergedInto", mergedInto == null ? null : mergedInto.value());
        var told = new ArrayList<OutboxEntry>();
        told.add(events.merging(customer.id(), notice));
        if (customer.id().equals(notice.survivor())) {
            told.add(events.updated(customer, notice.mergeId()));
        }
        return outbox.update(
                CustomerDocument.class, customer.id().value(), seen, fields, List.copyOf(told));
    }
}
