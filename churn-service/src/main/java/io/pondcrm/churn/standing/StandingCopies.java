package io.pondcrm.churn.standing;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.copies.Copies;
import io.pondcrm.chassis.copies.Copy;
import io.pondcrm.churn.facts.domain.FactsByOrigin;
import io.pondcrm.churn.facts.domain.Purchase;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/**
 * What standings hold of what customer-service said. Of who was merged into another it is told only
 * that they were: what they paid is told with the survivor's. Interactions are kept by days and
 * can't be told.
 */
@Component
class StandingCopies implements Copies {

    private final MongoOperations mongo;
    private final Clock clock;

    StandingCopies(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    @Override
    public Set<String> fields() {
        return Set.of("payments", "profilingStopped", "mergedInto");
    }

    @Override
    public List<String> idsBetween(@Nullable String after, @Nullable String until, int most) {
        var id = new Criteria();
        if (after != null || until != null) {
            id = where("_id");
            id = after == null ? id : id.gt(after);
            id = until == null ? id : id.lte(until);
        }
        var wanted = query(id).with(Sort.by("_id")).limit(most);
        wanted.fields().include("_id");
        return mongo.find(wanted, Document.class, "standings").stream()
                .map(it -> it.getString("_id"))
                .toList();
    }

    @Override
    public List<Copy> of(Collection<String> ids) {
        return mongo.find(query(where("_id").in(ids)), StandingDocument.class).stream()
                .map(it -> copy(it.facts()))
                .toList();
    }

    private Copy copy(FactsByOrigin facts) {
        var customer = facts.own().customer();
        var draft = Copy.about(customer.value());
        var stop = facts.own().stops().get(customer);
        if (stop != null) {
            draft.version("processing", stop.sequence());
        }
        var survivor = facts.survivor();
        if (survivor.isPresent()) {
            return draft.field("mergedInto", survivor.get().value()).copy();
        }
        var since = Copies.comparedSince(clock.instant());
        var purchases =
                facts.counted().purchases().stream()
                        .filter(it -> !it.occurredAt().isBefore(since))
                        .toList();
        purchases.forEach(it -> draft.version("transactions", it.sequence()));
        return draft.field("profilingStopped", stop == null ? null : stop.stopped())
                .items(
                        "payments",
                        purchases.stream()
                                .collect(
                                        Collectors.toMap(
                                                Purchase::transactionId, StandingCopies::told)))
                .copy();
    }

    private static List<?> told(Purchase it) {
        return List.of(
                it.isSale() ? "SALE" : "REFUND", it.occurredAt(), it.amount(), it.currency());
    }
}
