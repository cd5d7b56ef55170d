package io.pondcrm.customer.restriction;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.customer.drift.domain.Roll;
import io.pondcrm.customer.drift.domain.Told;
import io.pondcrm.customer.drift.domain.Truth;
import io.pondcrm.customer.restriction.domain.Processing;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** What others are told of what customers had stopped. */
@Component
class RestrictionTruth implements Truth {

    private final MongoOperations mongo;
    private final RestrictionEvents events;
    private final OutboxWriter outbox;
    private final Clock clock;

    RestrictionTruth(
            MongoOperations mongo, RestrictionEvents events, OutboxWriter outbox, Clock clock) {
        this.mongo = mongo;
        this.events = events;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public String source() {
        return "processing";
    }

    @Override
    public Set<String> fields() {
        return Set.of("profilingStopped");
    }

    @Override
    public Map<CustomerId, Told> told(Collection<Roll.Person> people) {
        var ids = people.stream().map(it -> it.id().value()).toList();
        var waiting = outbox.waitingAmong(RestrictionDocument.class, "_id", ids);
        var told = new HashMap<CustomerId, Told>();
        for (var read : mongo.find(query(where("_id").in(ids)), RestrictionDocument.class)) {
            var stops = read.toDomain().stops();
            told.put(
                    new CustomerId(read.id()),
                    new Told(
                            waiting.contains(read.id()),
                            Map.of(source(), read.version()),
                            Map.of(
                                    "profilingStopped",
                                    stops.isRestricted()
                                            || stops.stopped().contains(Purpose.PROFILING)),
                            Map.of()));
        }
        return told;
    }

    /** Of who had nothing stopped that is written down, for somebody has to say it. */
    @Override
    public void restate(
            Roll.Person person, @Nullable String merge, long above, @Nullable Set<String> items) {
        OptimisticWrite.<Boolean>until(
                "What a customer had stopped, said again",
                () -> {
                    var id = person.id().value();
                    var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                    var read = mongo.findById(id, RestrictionDocument.class);
                    if (read != null) {
                        var event = events.changed(person.id(), read.toDomain().stops(), at);
                        return outbox.restate(
                                        RestrictionDocument.class,
                                        id,
                                        read.version(),
                                        above,
                                        List.of(event))
                                ? Optional.of(true)
                                : Optional.empty();
                    }
                    if (above == 0) {
                        return Optional.of(false);
                    }
                    var event = events.changed(person.id(), Processing.FREE.stops(), at);
                    try {
                        outbox.insert(
                                new RestrictionDocument(
                                        id, above + 1, null, null, null, null, null, null),
                                List.of(event));
                        return Optional.of(true);
                    } catch (DuplicateKeyException _) {
                        return Optional.empty();
                    }
                });
    }
}
