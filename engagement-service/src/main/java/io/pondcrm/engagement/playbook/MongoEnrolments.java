package io.pondcrm.engagement.playbook;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.engagement.playbook.EnrolmentDocument.Part;
import io.pondcrm.engagement.playbook.domain.Enrolment;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** All enrolments, and the entries that led to none. */
@Component
class MongoEnrolments {

    private final MongoOperations mongo;
    private final OutboxWriter outbox;

    MongoEnrolments(MongoOperations mongo, OutboxWriter outbox) {
        this.mongo = mongo;
        this.outbox = outbox;
    }

    /** Those of these ids that there are. */
    Map<String, Enrolment> findAll(Collection<String> ids) {
        return list(where("_id").in(ids)).stream()
                .collect(Collectors.toMap(Enrolment::id, Function.identity()));
    }

    /** Those whom sales of this time may convert. */
    List<Enrolment> listWatching(Collection<CustomerId> customers, Instant from, Instant until) {
        return list(
                where("customerId")
                        .in(customers.stream().map(CustomerId::value).toList())
                        .and("enteredAt")
                        .lt(until)
                        .and("windowEnds")
                        .gte(from));
    }

    private List<Enrolment> list(Criteria wanted) {
        return mongo.find(query(wanted), EnrolmentDocument.class).stream()
                .map(EnrolmentDocument::toDomain)
                .toList();
    }

    /**
     * Stores new ones; what another instance decided meanwhile stays.
     *
     * @return those that were stored
     */
    List<Enrolment> addAll(List<Enrolment> fresh) {
        var refused =
                outbox.insertAll(
                        fresh.stream().map(EnrolmentDocument::of).toList(),
                        fresh.stream().map(_ -> List.<OutboxEntry>of()).toList());
        return IntStream.range(0, fresh.size())
                .filter(at -> !refused.get(at))
                .mapToObj(fresh::get)
                .toList();
    }

    /**
     * Stores what sales came to.
     *
     * @return those that somebody else changed meanwhile
     */
    List<Enrolment> storeAll(List<Enrolment> heard) {
        var changes = new ArrayList<OutboxWriter.Change>(heard.size());
        for (var next : heard) {
            var document = EnrolmentDocument.of(next);
            var fields = new HashMap<String, @Nullable Object>();
            fields.put("converted", document.converted());
            fields.put("convertedAt", document.convertedAt());
            fields.put("transactionId", document.transactionId());
            changes.add(new OutboxWriter.Change(next.id(), next.version() - 1, fields, List.of()));
        }
        return outbox.updateAll(EnrolmentDocument.class, changes).stream()
                .mapToObj(heard::get)
                .toList();
    }

    /**
     * How many a playbook enrolled since a moment.
     *
     * @param most where the count ends
     */
    long countSince(String playbook, Instant since, int most) {
        return mongo.count(
                query(
                                where("playbook")
                                        .is(playbook)
                                        .and("decidedAt")
                                        .gt(since)
                                        .and("group")
                                        .ne(Part.SKIPPED))
                        .limit(most),
                EnrolmentDocument.class);
    }
}
