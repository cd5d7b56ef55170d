package io.pondcrm.engagement.message;

import static org.springframework.data.mongodb.core.aggregation.Aggregation.group;
import static org.springframework.data.mongodb.core.aggregation.Aggregation.match;
import static org.springframework.data.mongodb.core.aggregation.Aggregation.newAggregation;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.engagement.message.domain.Messages;
import io.pondcrm.engagement.message.domain.Source;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

@Component
class MongoMessages implements Messages {

    private final MongoOperations mongo;
    private final OutboxWriter outbox;
    private final MessageEvents events;

    MongoMessages(MongoOperations mongo, OutboxWriter outbox, MessageEvents events) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.events = events;
    }

    @Override
    public Optional<Message> find(String id) {
        return Optional.ofNullable(mongo.findById(id, MessageDocument.class))
                .map(MessageDocument::toDomain);
    }

    @Override
    public void createAll(List<Message> messages) {
        outbox.insertAll(
                messages.stream().map(MessageDocument::of).toList(),
                messages.stream().map(_ -> List.<OutboxEntry>of()).toList());
    }

    @Override
    public boolean store(Message next) {
        var document = MessageDocument.of(next);
        var fields = new HashMap<String, @Nullable Object>();
        fields.put("state", document.state());
        fields.put("dueAt", document.dueAt());
        fields.put("failures", document.failures());
        fields.put("lastFailure", document.lastFailure());
        fields.put("copies", document.copies());
        fields.put("copyCount", document.copyCount());
        fields.put("decision", document.decision());
        fields.put("sentAt", document.sentAt());
        return outbox.update(
                MessageDocument.class,
                next.id(),
                next.version() - 1,
                fields,
                events.announce(next));
    }

    @Override
    public List<Message> listDue(Source source, Instant now, int limit) {
        return mongo
                .find(
                        query(where("sourceId").is(source.id()).and("dueAt").lte(now))
                                .with(Sort.by("dueAt"))
                                .limit(limit),
                        MessageDocument.class)
                .stream()
                .map(MessageDocument::toDomain)
                .toList();
    }

    @Override
    public List<Message> list(Source source, Collection<CustomerId> customers) {
        return mongo
                .find(
                        query(
                                where("customerId")
                                        .in(customers.stream().map(CustomerId::value).toList())
                                        .and("sourceId")
                                        .is(source.id())),
                        MessageDocument.class)
                .stream()
                .map(MessageDocument::toDomain)
                .toList();
    }

    @Override
    public boolean hasOpen(Source source) {
        return !mongo.find(
                        query(where("sourceId").is(source.id()).and("dueAt").gt(Instant.EPOCH))
                                .limit(1),
                        MessageDocument.class)
                .isEmpty();
    }

    @Override
    public void bringForward(Source source, Instant now) {
        mongo.updateMulti(
                query(
                        where("sourceId")
                                .is(source.id())
                                .and("dueAt")
                                .gt(now)
                                .and("state")
                                .ne(Message.State.HANDING_OVER)),
                new Update().inc("version", 1).set("dueAt", now),
                MessageDocument.class);
    }

    @Override
    public long countSent(
            Collection<CustomerId> customers, Purpose purpose, Instant since, List<String> except) {
        return mongo.count(
                query(
                        where("customerId")
                                .in(customers.stream().map(CustomerId::value).toList())
                                .and("sentAt")
                                .gt(since)
                                .and("purpose")
                                .is(purpose)
                                .and("_id")
                                .nin(except)),
                MessageDocument.class);
    }

    @Override
    public Map<Message.State, Long> countByState(Source source) {
        var counts = new EnumMap<Message.State, Long>(Message.State.class);
        for (var state : Message.State.values()) {
            var count =
                    mongo.count(
                            query(where("sourceId").is(source.id()).and("state").is(state)),
                            MessageDocument.class);
            if (count > 0) {
                counts.put(state, count);
            }
        }
        return counts;
    }

    @Override
    public Map<String, Long> countSuppressed(Source source) {
        var counted =
                mongo.aggregate(
                        newAggregation(
                                match(
                                        where("sourceId")
                                                .is(source.id())
                                                .and("state")
                                                .is(Message.State.SUPPRESSED)),
                                group("decision.reason").count().as("count")),
                        MessageDocument.class,
                        Document.class);
        var counts = new TreeMap<String, Long>();
        for (var reason : counted) {
            counts.put(
                    reason.getString("_id"),
                    ((Number) Objects.requireNonNull(reason.get("count"))).longValue());
        }
        return counts;
    }

    @Override
    public long countCopied(Source source) {
        return mongo.count(
                query(where("sourceId").is(source.id()).and("copyCount").gt(1)),
                MessageDocument.class);
    }
}
