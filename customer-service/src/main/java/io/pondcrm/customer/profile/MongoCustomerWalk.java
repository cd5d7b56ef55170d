package io.pondcrm.customer.profile;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.customer.profile.domain.CustomerWalk;
import io.pondcrm.kernel.CustomerId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

@Component
class MongoCustomerWalk implements CustomerWalk {

    private final MongoOperations mongo;
    private final SealedCustomers sealed;

    MongoCustomerWalk(MongoOperations mongo, SealedCustomers sealed) {
        this.mongo = mongo;
        this.sealed = sealed;
    }

    @Override
    public Part after(@Nullable CustomerId after, int most) {
        var wanted = after == null ? new Criteria() : where("_id").gt(after.value());
        var documents =
                mongo.find(query(wanted).with(Sort.by("_id")).limit(most), CustomerDocument.class);
        return new Part(
                sealed.open(
                        documents.stream().filter(it -> it.mergedInto() == null).toList(),
                        SealedCustomers.Opened::customer),
                documents.size() < most ? null : new CustomerId(documents.getLast().id()));
    }

    @Override
    public long estimatedCount() {
        return mongo.estimatedCount(CustomerDocument.class);
    }
}
