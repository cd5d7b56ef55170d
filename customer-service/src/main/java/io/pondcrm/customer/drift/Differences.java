package io.pondcrm.customer.drift;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.micrometer.core.instrument.MeterRegistry;
import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.erasure.Eraser;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** All differences that checks came upon. */
@Component
class Differences implements Eraser, Collector {

    private static final String STATE = "state";

    private final MongoOperations mongo;
    private final Questions questions;
    private final MeterRegistry meters;
    private final Clock clock;

    Differences(MongoOperations mongo, Questions questions, MeterRegistry meters, Clock clock) {
        this.mongo = mongo;
        this.questions = questions;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Keeps that somebody may be different; again after a crash, that is one difference.
     *
     * @param seen the truth, null while it is on the move
     * @param told how many events there were, as JSON; null as {@code seen}
     */
    void suspect(
            String check,
            String service,
            String customer,
            Comparison wrong,
            @Nullable String seen,
            @Nullable String told) {
        mongo.save(
                new DriftDifferenceDocument(
                        DriftDifferenceDocument.idOf(check, service, customer),
                        check,
                        service,
                        customer,
                        wrong.kind(),
                        wrong.fields(),
                        DriftState.SUSPECTED,
                        seen,
                        told,
                        clock.instant(),
                        null));
    }

    private List<DriftDifferenceDocument> in(
            String check, DriftState state, @Nullable String after, int most) {
        var wanted = where("checkId").is(check).and(STATE).is(state);
        return mongo.find(
                query(after == null ? wanted : wanted.and("_id").gt(after))
                        .with(Sort.by("_id"))
                        .limit(most),
                DriftDifferenceDocument.class);
    }

    /** Hands over all that are in one state, some at a time; those it is handed may leave it. */
    void each(
            String check,
            DriftState state,
            int most,
            Consumer<List<DriftDifferenceDocument>> work) {
        String after = null;
        for (var some = in(check, state, after, most);
                !some.isEmpty();
                some = in(check, state, after, most)) {
            work.accept(some);
            after = some.getLast().id();
        }
    }

    boolean has(String check, DriftState state) {
        return !in(check, state, null, 1).isEmpty();
    }

    void clear(DriftDifferenceDocument difference) {
        mongo.remove(query(where("_id").is(difference.id())), DriftDifferenceDocument.class);
    }

    void move(DriftDifferenceDocument difference, DriftState to) {
        var update = Update.update(STATE, to);
        if (to == DriftState.HEALED) {
            update.set("healedAt", clock.instant());
        }
        var moved =
                mongo.updateFirst(
                                query(
                                        where("_id")
                                                .is(difference.id())
                                                .and(STATE)
                                                .is(difference.state())),
                                update,
                                DriftDifferenceDocument.class)
                        .getModifiedCount();
        if (moved == 1 && (to == DriftState.FOUND && difference.state() == DriftState.SUSPECTED)) {
            count("drift.found", difference);
        }
        if (moved == 1 && to == DriftState.HEALED) {
            count("drift.healed", difference);
        }
    }

    private void count(String name, DriftDifferenceDocument difference) {
        meters.counter(name, "service", difference.service(), "kind", difference.kind().name())
                .increment();
    }

    /** All that are still in one state, into another. */
    void moveAll(String check, DriftState from, DriftState to) {
        mongo.updateMulti(
                query(where("checkId").is(check).and(STATE).is(from)),
                Update.update(STATE, to),
                DriftDifferenceDocument.class);
    }

    Map<DriftState, Long> counts(String check) {
        var counts = new EnumMap<DriftState, Long>(DriftState.class);
        for (var state : DriftState.values()) {
            counts.put(
                    state,
                    mongo.count(
                            query(where("checkId").is(check).and(STATE).is(state)),
                            DriftDifferenceDocument.class));
        }
        return counts;
    }

    @Override
    public String erases() {
        return "drift-differences";
    }

    @Override
    public long erase(Collection<String> ids) {
        questions.forget(ids);
        return mongo.remove(query(where("customerId").in(ids)), DriftDifferenceDocument.class)
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
        return StoredRecords.of(
                mongo, DriftDifferenceDocument.class, where("customerId").in(ids), "seen", "told");
    }
}
