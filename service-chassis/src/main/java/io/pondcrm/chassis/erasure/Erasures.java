package io.pondcrm.chassis.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Erases people from this service, in steps that may each be done twice: their ids are noted, so
 * that no event of theirs is taken any more; every eraser does its part; the answer is signed.
 */
public class Erasures implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);

    private final MongoOperations mongo;
    private final ErasedIds erased;
    private final List<Eraser> erasers;
    private final OutboxWriter outbox;
    private final EventWriter events;
    private final ReceiptKey key;
    private final Clock clock;
    private final String service;

    Erasures(
            MongoOperations mongo,
            ErasedIds erased,
            List<Eraser> erasers,
            OutboxWriter outbox,
            EventWriter events,
            ReceiptKey key,
            Clock clock,
            String service) {
        this.mongo = mongo;
        this.erased = erased;
        this.erasers = List.copyOf(erasers);
        this.outbox = outbox;
        this.events = events;
        this.key = key;
        this.clock = clock;
        this.service = service;
    }

    @Override
    public void afterPropertiesSet() {
        mongo.getCollection(ErasureDocument.COLLECTION)
                .createIndex(Indexes.ascending("open", "beganAt"), new IndexOptions().sparse(true));
    }

    /**
     * What stands for a person in receipts: SHA-256 over request and id, in Base64url. Who knows
     * both can tell that it is theirs; of two requests nobody can tell that they are one person's.
     */
    public static String pseudonymOf(String requestId, String id) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest((requestId + '\n' + id).getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Erases a person and writes the answer; repeated, it erases again and answers nothing new. */
    void carryOut(ErasureRequested request) {
        erased.note(request.customerIds());
        var erasure = begin(request);
        for (var eraser : erasers) {
            var count = eraser.erase(request.customerIds());
            if (count > 0) {
                mongo.updateFirst(
                        query(where("_id").is(erasure.id()).and("erasedAt").is(null)),
                        new Update().inc("counts." + eraser.erases(), count),
                        ErasureDocument.class);
            }
        }
        answer(Objects.requireNonNull(find(erasure.id())));
    }

    private ErasureDocument begin(ErasureRequested request) {
        var known = find(request.requestId());
        if (known != null) {
            return known;
        }
        var begun =
                new ErasureDocument(
                        request.requestId(),
                        1,
                        request.customerId(),
                        request.customerIds(),
                        Map.of(),
                        clock.instant(),
                        null,
                        true);
        try {
            outbox.insert(begun, List.of());
        } catch (DuplicateKeyException anotherInstance) {
            LOG.debug("Erasure {} is under way already", begun.id());
        }
        return begun;
    }

    private @Nullable ErasureDocument find(String id) {
        return mongo.findById(id, ErasureDocument.class);
    }

    private void answer(ErasureDocument erasure) {
        if (erasure.erasedAt() != null) {
            return;
        }
        var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var counts = new TreeMap<String, Long>();
        erasers.forEach(eraser -> counts.put(eraser.erases(), 0L));
        if (erasure.counts() != null) {
            counts.putAll(erasure.counts());
        }
        var statement = new LinkedHashMap<String, Object>();
        statement.put("service", service);
        statement.put("requestId", erasure.id());
        statement.put("customer", pseudonymOf(erasure.id(), erasure.customerId()));
        statement.put("erased", counts);
        statement.put("erasedAt", at.toString());
        outbox.update(
                ErasureDocument.class,
                erasure.id(),
                erasure.version(),
                Map.of("erasedAt", at),
                List.of(
                        events.entry(
                                erasure.customerId(),
                                new ErasureAcknowledged(
                                        erasure.id(),
                                        erasure.customerId(),
                                        service,
                                        counts,
                                        at,
                                        key.sign(statement),
                                        key.published()))));
        LOG.info("Erased for {}: {}", erasure.id(), counts);
    }

    /** Erases people of whom the service heard before, once more and without an answer. */
    void repeat(Collection<String> ids) {
        erased.note(ids);
        for (var eraser : erasers) {
            var revived = eraser.erase(ids);
            if (revived > 0) {
                LOG.info("{} of {} had come back, and were erased again", revived, eraser.erases());
            }
        }
    }

    /** Whether a request was carried out here to its end. */
    boolean isDone(String requestId) {
        var known = find(requestId);
        return known != null && known.erasedAt() != null;
    }

    /**
     * Looks once more for what was on its way while a person was erased: a request that another
     * thread or instance had in its hands.
     *
     * @param before those that began before this moment
     * @return how many were looked after
     */
    int settle(Instant before, int most) {
        var open =
                mongo.find(
                        query(where("open").is(true).and("beganAt").lt(before)).limit(most),
                        ErasureDocument.class);
        for (var erasure : open) {
            if (erasure.erasedAt() == null) {
                carryOut(
                        new ErasureRequested(
                                erasure.id(),
                                erasure.customerId(),
                                erasure.customerIds(),
                                erasure.beganAt()));
            }
            repeat(erasure.customerIds());
            mongo.updateFirst(
                    query(where("_id").is(erasure.id())),
                    new Update().unset("open"),
                    ErasureDocument.class);
        }
        return open.size();
    }
}
