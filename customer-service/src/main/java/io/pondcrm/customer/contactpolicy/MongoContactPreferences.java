package io.pondcrm.customer.contactpolicy;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.customer.contactpolicy.domain.ContactPreference;
import io.pondcrm.customer.contactpolicy.domain.ContactPreferences;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

@Component
class MongoContactPreferences implements ContactPreferences, Eraser, Collector {

    private final MongoOperations mongo;
    private final Customers customers;

    MongoContactPreferences(MongoOperations mongo, Customers customers) {
        this.mongo = mongo;
        this.customers = customers;
    }

    @Override
    public ContactPreference get(CustomerId customer) {
        var read = mongo.findById(customer.value(), ContactPreferenceDocument.class);
        return read == null ? inherited(customer) : read.toDomain();
    }

    /** What somebody said who was merged into the customer, where the customer never did. */
    private ContactPreference inherited(CustomerId customer) {
        return customers.selvesOf(customer).stream()
                .map(self -> mongo.findById(self.value(), ContactPreferenceDocument.class))
                .filter(Objects::nonNull)
                .findFirst()
                .map(ContactPreferenceDocument::toDomain)
                .map(said -> new ContactPreference(customer, 0, said.channels(), said.quietHours()))
                .orElseGet(() -> ContactPreference.none(customer));
    }

    @Override
    public boolean put(ContactPreference next) {
        var document = ContactPreferenceDocument.of(next);
        if (next.version() == 1) {
            try {
                mongo.insert(document);
                return true;
            } catch (DuplicateKeyException _) {
                return false;
            }
        }
        return mongo.updateFirst(
                                query(
                                        where("_id")
                                                .is(document.id())
                                                .and("version")
                                                .is(next.version() - 1)),
                                new Update()
                                        .set("version", next.version())
                                        .set("channels", document.channels())
                                        .set("quietFrom", document.quietFrom())
                                        .set("quietTo", document.quietTo()),
                                ContactPreferenceDocument.class)
                        .getMatchedCount()
                == 1;
    }

    @Override
    public String erases() {
        return "contact-preferences";
    }

    @Override
    public long erase(Collection<String> ids) {
        return mongo.remove(query(where("_id").in(ids)), ContactPreferenceDocument.class)
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
        return StoredRecords.of(mongo, ContactPreferenceDocument.class, where("_id").in(ids));
    }
}
