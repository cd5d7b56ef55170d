package io.pondcrm.chassis.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.mongodb.client.model.Indexes;
import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxWriter;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Collects what this service keeps of a person and hands it on in sealed parts. Who is interrupted
 * begins anew, under another name: parts of two runs are never mixed.
 */
class AccessAnswers implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(AccessAnswers.class);

    /** Of one part before it is compressed: what does not compress must fit into a message, too. */
    private static final int PART_BYTES = 512 * 1024;

    /** Without masks: the person may see all of it. */
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    private final MongoOperations mongo;
    private final List<Collector> collectors;
    private final OutboxWriter outbox;
    private final EventWriter events;
    private final Ids ids;
    private final Clock clock;
    private final String service;

    AccessAnswers(
            MongoOperations mongo,
            List<Collector> collectors,
            OutboxWriter outbox,
            EventWriter events,
            Ids ids,
            Clock clock,
            String service) {
        this.mongo = mongo;
        this.collectors = List.copyOf(collectors);
        this.outbox = outbox;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
        this.service = service;
    }

    @Override
    public void afterPropertiesSet() {
        mongo.getCollection(AccessAnswerDocument.COLLECTION)
                .createIndex(Indexes.ascending("until"));
    }

    /** One line of a part. */
    private record Line(String kind, Origin origin, Object record) {}

    /** Collects all and writes the answer; what was answered before is not answered again. */
    void answer(AccessRequested request) {
        if (clock.instant().isAfter(request.until())
                || mongo.exists(
                        query(where("_id").is(request.requestId())), AccessAnswerDocument.class)) {
            return;
        }
        var counts = new TreeMap<String, Long>();
        var parts = new ArrayList<String>();
        var part = new ByteArrayOutputStream();
        for (var collector : collectors) {
            if (collector.origin() == Origin.CONCLUDED && !request.withConclusions()) {
                continue;
            }
            var count = 0L;
            try (var records = collector.records(request.customerIds())) {
                for (var all = records.iterator(); all.hasNext(); ) {
                    var line = new Line(collector.collects(), collector.origin(), all.next());
                    part.writeBytes(JSON.writeValueAsBytes(line));
                    part.writeBytes("\n".getBytes(UTF_8));
                    count++;
                    if (part.size() >= PART_BYTES) {
                        parts.add(sealed(request, part));
                    }
                }
            }
            counts.put(collector.collects(), count);
        }
        if (part.size() > 0 || parts.isEmpty()) {
            parts.add(sealed(request, part));
        }
        store(request, parts, counts);
        LOG.info("Told for {}: {}", request.requestId(), counts);
    }

    private String sealed(AccessRequested request, ByteArrayOutputStream part) {
        var sealed = DossierKey.seal(request.key(), service, part.toByteArray());
        part.reset();
        return sealed;
    }

    private void store(AccessRequested request, List<String> parts, Map<String, Long> counts) {
        var run = ids.next().toString();
        var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (var number = 0; number < parts.size(); number++) {
            outbox.insert(
                    new AccessAnswerDocument(
                            request.requestId() + ":" + run + ":" + number, 1, request.until()),
                    List.of(
                            events.entry(
                                    request.customerId(),
                                    new AccessAnswered(
                                            request.requestId(),
                                            request.customerId(),
                                            service,
                                            run,
                                            number,
                                            parts.size(),
                                            counts,
                                            at,
                                            parts.get(number)))));
        }
        try {
            outbox.insert(
                    new AccessAnswerDocument(request.requestId(), 1, request.until()), List.of());
        } catch (DuplicateKeyException anotherInstance) {
            LOG.debug("{} was answered by another instance, too", request.requestId());
        }
    }

    /** Forgets what was answered and is not asked for any more. */
    void forget() {
        mongo.remove(query(where("until").lt(clock.instant())), AccessAnswerDocument.class);
    }
}
