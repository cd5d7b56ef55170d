package io.pondcrm.customer.profile;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.customer.profile.CustomerPayloads.CustomerView;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Tells who somebody is, and for each field who told us: of each id of the person, so that what a
 * merge put aside is there, too.
 */
@Component
class ProfilesCollector implements Collector {

    private final MongoOperations mongo;
    private final SealedCustomers sealed;
    private final ProfileSettings settings;

    ProfilesCollector(MongoOperations mongo, SealedCustomers sealed, ProfileSettings settings) {
        this.mongo = mongo;
        this.sealed = sealed;
        this.settings = settings;
    }

    @Override
    public String collects() {
        return "profiles";
    }

    @Override
    public Origin origin() {
        return Origin.GIVEN;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return mongo.find(query(where("_id").in(ids)), CustomerDocument.class).stream()
                .flatMap(it -> sealed.open(it).stream())
                .map(it ->
                        CustomerView.of(
                                it, it.profile().attributes(), null, settings::confidenceIn));
    }
}
