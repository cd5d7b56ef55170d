package io.pondcrm.customer.restriction;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.restriction.domain.Restrictions;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

@Component
class MongoRestrictions implements Restrictions, Eraser {

    private final MongoOperations mongo;
    private final Customers customers;

    MongoRestrictions(MongoOperations mongo, Customers customers) {
        this.mongo = mongo;
        this.customers = customers;
    }

    @Override
    public boolean isRestricted(CustomerId customer) {
        return mongo.exists(
                query(where("_id").in(customers.selfIdsOf(customer))), RestrictionDocument.class);
    }

    Optional<RestrictionDocument> find(CustomerId customer) {
        return Optional.ofNullable(mongo.findById(customer.value(), RestrictionDocument.class));
    }

    /** False if somebody else was faster. */
    boolean put(RestrictionDocument next) {
        if (next.version() == 1) {
            try {
                mongo.insert(next);
                return true;
            } catch (DuplicateKeyException _) {
                return false;
            }
        }
        return mongo.replace(seen(next.id(), next.version() - 1), next).getMatchedCount() == 1;
    }

    /** False if somebody else was faster. */
    boolean lift(RestrictionDocument seen) {
        return mongo.remove(seen(seen.id(), seen.version()), RestrictionDocument.class)
                        .getDeletedCount()
                == 1;
    }

    private static Query seen(String id, long version) {
        return query(where("_id").is(id).and("version").is(version));
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
}
