package io.pondcrm.customer.preference;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.SealedRecords;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.customer.preference.PreferencesPayloads.PreferencesBody;
import io.pondcrm.customer.preference.PreferencesPayloads.StoredPreferences;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndReplaceOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** All customers' preferences. */
@Component
class MongoPreferences implements Eraser, Collector {

    private static final String FIELD = "preferences";

    private final MongoOperations mongo;
    private final Customers customers;
    private final SubjectKeys keys;
    private final JsonMapper json;

    MongoPreferences(
            MongoOperations mongo, Customers customers, SubjectKeys keys, JsonMapper json) {
        this.mongo = mongo;
        this.customers = customers;
        this.keys = keys;
        this.json = json;
    }

    /**
     * A customer's own, else what was said of somebody who was merged into them; of version 0 if it
     * is not their own.
     */
    StoredPreferences get(CustomerId customer) {
        for (var self : customers.selvesOf(customer)) {
            var found = find(self);
            if (found.isPresent()) {
                return self.equals(customer)
                        ? found.get()
                        : new StoredPreferences(
                                found.get().body(),
                                0,
                                found.get().source(),
                                found.get().updatedAt());
            }
        }
        return new StoredPreferences(PreferencesBody.NONE, 0, null, null);
    }

    private Optional<StoredPreferences> find(CustomerId self) {
        return Optional.ofNullable(mongo.findById(self.value(), PreferencesDocument.class))
                .flatMap(read ->
                        keys.find(self.value())
                                .map(key ->
                                        new StoredPreferences(
                                                json.readValue(
                                                        key.open(FIELD, read.preferences()),
                                                        PreferencesBody.class),
                                                read.version(),
                                                read.source(),
                                                read.updatedAt())));
    }

    /**
     * Stores preferences in place of the version before them; empty if another took that place, or
     * the customer was erased.
     */
    Optional<StoredPreferences> put(
            CustomerId customer, PreferencesBody body, long version, String source, Instant at) {
        var key = keys.makeAll(List.of(customer.value())).get(customer.value());
        if (key == null) {
            return Optional.empty();
        }
        var next =
                new PreferencesDocument(
                        customer.value(),
                        version,
                        key.seal(FIELD, json.writeValueAsBytes(body)),
                        source,
                        at);
        return stored(next)
                ? Optional.of(new StoredPreferences(body, version, source, at))
                : Optional.empty();
    }

    private boolean stored(PreferencesDocument next) {
        if (next.version() > 1) {
            return mongo.findAndReplace(
                            query(where("_id").is(next.id()).and("version").is(next.version() - 1)),
                            next,
                            FindAndReplaceOptions.options().returnNew())
                    != null;
        }
        try {
            mongo.insert(next);
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    @Override
    public String erases() {
        return "preferences";
    }

    @Override
    public long erase(Collection<String> ids) {
        return mongo.remove(query(where("_id").in(ids)), PreferencesDocument.class)
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
        return SealedRecords.of(
                mongo,
                keys,
                PreferencesDocument.class,
                where("_id").in(ids),
                List.of(new SealedRecords.Part(FIELD, FIELD, "_id")));
    }
}
