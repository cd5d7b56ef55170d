package io.pondcrm.engagement.followup;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.engagement.followup.domain.FollowUp;
import io.pondcrm.engagement.followup.domain.FollowUps;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

@Component
class MongoFollowUps implements FollowUps, Eraser, Collector {

    private final MongoOperations mongo;
    private final OutboxWriter outbox;
    private final FollowUpEvents events;

    MongoFollowUps(MongoOperations mongo, OutboxWriter outbox, FollowUpEvents events) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.events = events;
    }

    Optional<FollowUp> find(String id) {
        return Optional.ofNullable(mongo.findById(id, FollowUpDocument.class))
                .map(FollowUpDocument::toDomain);
    }

    @Override
    public void openAll(List<FollowUp> followUps) {
        outbox.insertAll(
                followUps.stream().map(FollowUpDocument::of).toList(),
                followUps.stream().map(it -> List.of(events.opened(it))).toList());
    }

    @Override
    public Optional<FollowUp.Completion> change(
            String id, Function<FollowUp, FollowUp.Completion> decision) {
        return OptimisticWrite.until(
                "A follow-up",
                () -> {
                    var outcome = find(id).map(decision);
                    return outcome.orElse(null) instanceof FollowUp.Completion.Completed(var next)
                                    && !store(next)
                            ? Optional.empty()
                            : Optional.of(outcome);
                });
    }

    private boolean store(FollowUp next) {
        var document = FollowUpDocument.of(next);
        var fields = new HashMap<String, @Nullable Object>();
        fields.put("open", document.open());
        fields.put("outcome", document.outcome());
        fields.put("completedAt", document.completedAt());
        fields.put("completedBy", document.completedBy());
        return outbox.update(
                FollowUpDocument.class,
                next.id(),
                next.version() - 1,
                fields,
                List.of(events.completed(next)));
    }

    @Override
    public String erases() {
        return "follow-ups";
    }

    @Override
    public long erase(Collection<String> ids) {
        return mongo.remove(query(where("customerId").in(ids)), FollowUpDocument.class)
                .getDeletedCount();
    }

    @Override
    public String collects() {
        return erases();
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return StoredRecords.of(mongo, FollowUpDocument.class, where("customerId").in(ids));
    }
}
