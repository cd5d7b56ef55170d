package io.pondcrm.customer.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.customer.profile.domain.MergingCustomers;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Throws away merges with what they kept of both customers. Where a merge is under way at this
 * moment, who is not erased is let go.
 */
@Component
class MergesEraser implements Eraser {

    private final MongoOperations mongo;
    private final MergingCustomers customers;

    MergesEraser(MongoOperations mongo, MergingCustomers customers) {
        this.mongo = mongo;
        this.customers = customers;
    }

    @Override
    public String erases() {
        return "merges";
    }

    @Override
    public long erase(Collection<String> ids) {
        var merges = new LinkedHashMap<String, MergeDocument>();
        for (var side : new String[] {"survivorId", "mergedId"}) {
            mongo.find(query(where(side).in(ids)), MergeDocument.class)
                    .forEach(merge -> merges.put(merge.id(), merge));
        }
        for (var merge : merges.values()) {
            // Before and after: in between whoever works on the merge may take hold once more.
            letGo(merge);
            mongo.remove(query(where("_id").is(merge.id())), MergeDocument.class);
            letGo(merge);
        }
        return merges.size();
    }

    private void letGo(MergeDocument merge) {
        for (var half : List.of(merge.survivor(), merge.merged())) {
            customers.release(half, merge.id());
            customers.release(half, MergeCustomers.partOfEnd(merge));
        }
        customers.letGo(merge.merged(), merge.survivor());
    }
}
