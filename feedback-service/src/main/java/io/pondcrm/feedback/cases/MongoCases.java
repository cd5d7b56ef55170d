package io.pondcrm.feedback.cases;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.feedback.cases.domain.Case;
import io.pondcrm.feedback.cases.domain.CaseChange;
import io.pondcrm.feedback.cases.domain.Cases;
import io.pondcrm.feedback.sla.domain.CaseType;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

@Component
class MongoCases implements Cases {

    private static final String COLLECTION = "cases";

    private final MongoOperations mongo;
    private final OutboxWriter outbox;
    private final CaseEvents events;
    private final SealedCases sealed;

    MongoCases(MongoOperations mongo, OutboxWriter outbox, CaseEvents events, SealedCases sealed) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.events = events;
        this.sealed = sealed;
    }

    @Override
    public Optional<Case> find(String id) {
        return document(id).flatMap(sealed::open);
    }

    @Override
    public Case open(CaseChange.Done opened) {
        try {
            outbox.insert(
                    CaseDocument.of(opened.changed(), sealed.seal(opened.changed())),
                    events.announce(opened));
            return opened.changed();
        } catch (DuplicateKeyException _) {
            return find(opened.changed().id()).orElseThrow();
        }
    }

    @Override
    public Optional<CaseChange> change(String id, Function<Case, CaseChange> decision) {
        return OptimisticWrite.until(
                "A case",
                () -> {
                    var document = document(id);
                    var change = document.flatMap(sealed::open).map(decision);
                    return change.orElse(null) instanceof CaseChange.Done done
                                    && !store(document.orElseThrow(), done)
                            ? Optional.empty()
                            : Optional.of(change);
                });
    }

    @Override
    public Optional<String> findUnresolved(
            Collection<CustomerId> customer, CaseType type, String category) {
        var same =
                query(
                        where("customerId")
                                .in(customer.stream().map(CustomerId::value).toList())
                                .and("unresolved")
                                .is(true)
                                .and("type")
                                .is(type.name())
                                .and("category")
                                .is(category));
        same.with(Sort.by(Sort.Direction.DESC, "openedAt", "_id")).limit(1).fields().include("_id");
        return mongo.find(same, Document.class, COLLECTION).stream()
                .map(it -> Objects.requireNonNull(it.getString("_id")))
                .findFirst();
    }

    @Override
    public List<String> listDue(Instant at, int limit) {
        var due = query(where("nextDueAt").lt(at));
        due.with(Sort.by("nextDueAt")).limit(limit).fields().include("_id");
        return mongo.find(due, Document.class, COLLECTION).stream()
                .map(it -> Objects.requireNonNull(it.getString("_id")))
                .toList();
    }

    private Optional<CaseDocument> document(String id) {
        return Optional.ofNullable(mongo.findById(id, CaseDocument.class));
    }

    private boolean store(CaseDocument seen, CaseChange.Done done) {
        return outbox.update(
                CaseDocument.class,
                seen.id(),
                seen.version(),
                seen.difference(done.changed(), sealed.seal(done.changed())),
                events.announce(done));
    }
}
