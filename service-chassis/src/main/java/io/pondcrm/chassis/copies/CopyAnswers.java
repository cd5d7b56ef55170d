package io.pondcrm.chassis.copies;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.Indexes;
import io.pondcrm.chassis.inbox.Positions;
import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;

/** Tells who asks what this service holds, by one event for each question. */
class CopyAnswers implements InitializingBean {

    private static final Duration KEPT = Duration.ofHours(1);

    /** Digests of single things in one answer: it has to fit into a message. */
    private static final int MOST_ITEMS = 8_000;

    private final MongoOperations mongo;
    private final List<Copies> features;
    private final Positions positions;
    private final OutboxWriter outbox;
    private final EventWriter events;
    private final Clock clock;
    private final String service;

    CopyAnswers(
            MongoOperations mongo,
            List<Copies> features,
            Positions positions,
            OutboxWriter outbox,
            EventWriter events,
            Clock clock,
            String service) {
        this.mongo = mongo;
        this.features = List.copyOf(features);
        this.positions = positions;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
        this.service = service;
    }

    @Override
    public void afterPropertiesSet() {
        mongo.getCollection(CopyAnswerDocument.COLLECTION)
                .createIndex(Indexes.ascending("answeredAt"));
    }

    void answer(CopiesAsked asked) {
        if (asked.service() != null && !asked.service().equals(service)) {
            return;
        }
        // Before anything is read: what was handled by then is in what is read.
        var place = positions.butOf(CopiesHandler.NAME);
        var named = asked.customerIds();
        var ids = named == null ? idsOf(asked) : new TreeSet<>(named);
        var isCut = named == null && ids.size() >= asked.most();
        var told =
                new CopiesTold(
                        asked.askId(),
                        service,
                        features.stream().flatMap(it -> it.fields().stream()).sorted().toList(),
                        copiesOf(ids, asked.withItems()),
                        isCut ? ids.last() : null,
                        place.heard(),
                        place.told());
        try {
            outbox.insert(
                    new CopyAnswerDocument(asked.askId(), 1, clock.instant()),
                    List.of(events.entry(asked.askId(), told)));
        } catch (DuplicateKeyException _) {
            // Asked again by a repetition of the event: the first answer holds.
        }
    }

    private TreeSet<String> idsOf(CopiesAsked asked) {
        var ids = new TreeSet<String>();
        features.forEach(
                it -> ids.addAll(it.idsBetween(asked.after(), asked.until(), asked.most())));
        while (ids.size() > asked.most()) {
            ids.pollLast();
        }
        return ids;
    }

    private List<Copy> copiesOf(Collection<String> ids, boolean withItems) {
        var copies = new TreeMap<String, Copy>();
        if (!ids.isEmpty()) {
            for (var feature : features) {
                feature.of(ids).forEach(it -> copies.merge(it.customerId(), it, Copy::and));
            }
        }
        var told = new ArrayList<Copy>();
        var items = 0L;
        for (var copy : copies.values()) {
            var more = copy.items().values().stream().mapToLong(Map::size).sum();
            var fits = withItems && items + more <= MOST_ITEMS;
            items += fits ? more : 0;
            if (!copy.fields().isEmpty() || !copy.versions().isEmpty()) {
                told.add(fits ? copy : copy.withoutItems());
            }
        }
        return told;
    }

    /** Forgets which questions were answered when nobody repeats them any more. */
    void forget() {
        mongo.remove(
                query(where("answeredAt").lt(clock.instant().minus(KEPT))),
                CopyAnswerDocument.class);
    }
}
