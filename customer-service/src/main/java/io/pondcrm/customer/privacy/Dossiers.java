package io.pondcrm.customer.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.pondcrm.chassis.access.DossierKey;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.customer.privacy.RequestDocument.Answer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What services told of persons, each part as it was sealed. Each request has a key of its own,
 * which opens the secret half of the dossier's: without it nothing can be read, here, in the topic
 * or in a backup. It is destroyed when the dossier's time is over, and when the person is erased.
 */
@Component
class Dossiers implements InitializingBean, Eraser {

    /** What the request's own key seals. */
    static final String KEY = "dossier";

    private final MongoOperations mongo;
    private final SubjectKeys keys;
    private final Requests requests;
    private final Clock clock;
    private final JsonMapper json;

    Dossiers(
            MongoOperations mongo,
            SubjectKeys keys,
            Requests requests,
            Clock clock,
            JsonMapper json) {
        this.mongo = mongo;
        this.keys = keys;
        this.requests = requests;
        this.clock = clock;
        this.json = json;
    }

    @Override
    public void afterPropertiesSet() {
        mongo.getCollection(DossierPartDocument.COLLECTION)
                .createIndex(Indexes.ascending("request", "service", "run", "part"));
        mongo.getCollection("data_subject_requests")
                .createIndex(Indexes.ascending("sealedUntil"), new IndexOptions().sparse(true));
    }

    /** One thing that a service told. */
    record Told(String service, String kind, String origin, Map<String, Object> record) {}

    /** As a service wrote it. */
    private record Line(String kind, String origin, Map<String, Object> record) {}

    /** Takes a part in; the service has answered when it was the last of its run that lacked. */
    void take(String customer, DossierPartDocument part, Map<String, Long> counts, Instant at) {
        var request =
                requests.find(part.request())
                        .filter(it -> it.customerId().equals(customer))
                        .filter(it -> it.sealed() != null)
                        .filter(it -> !it.heard().containsKey(part.service()));
        if (request.isEmpty()) {
            return;
        }
        try {
            mongo.insert(part);
        } catch (DuplicateKeyException cameBefore) {
            // It counts once.
        }
        var there =
                query(
                        where("request")
                                .is(part.request())
                                .and("service")
                                .is(part.service())
                                .and("run")
                                .is(part.run()));
        if (mongo.count(there, DossierPartDocument.class) == part.parts()) {
            requests.answered(part.request(), part.service(), Answer.unsigned(at, counts));
        }
    }

    /**
     * All that services told, those that have told all they have.
     *
     * @return empty if it can't be read any more
     */
    Optional<List<Told>> read(RequestDocument request) {
        var sealed = request.sealed();
        if (sealed == null) {
            return Optional.empty();
        }
        return keys.find(request.id())
                .map(own -> DossierKey.of(new String(own.open(KEY, sealed), UTF_8)))
                .map(key -> opened(request, key));
    }

    private List<Told> opened(RequestDocument request, DossierKey key) {
        var told = new ArrayList<Told>();
        for (var parts : wholeRuns(request.id()).values()) {
            for (var part : parts) {
                new String(key.open(part.service(), part.sealed()), UTF_8)
                        .lines()
                        .map(it -> json.readValue(it, Line.class))
                        .map(line ->
                                new Told(part.service(), line.kind(), line.origin(), line.record()))
                        .forEach(told::add);
            }
        }
        return told;
    }

    /** By service: a run of which all parts are there. */
    private Map<String, List<DossierPartDocument>> wholeRuns(String request) {
        var runs = new LinkedHashMap<String, List<DossierPartDocument>>();
        mongo.find(
                        query(where("request").is(request)).with(Sort.by("service", "run", "part")),
                        DossierPartDocument.class)
                .forEach(part ->
                        runs.computeIfAbsent(part.runOfService(), _ -> new ArrayList<>())
                                .add(part));
        var whole = new TreeMap<String, List<DossierPartDocument>>();
        for (var run : runs.values()) {
            if (run.size() == run.getFirst().parts()) {
                whole.putIfAbsent(run.getFirst().service(), run);
            }
        }
        return whole;
    }

    /**
     * Destroys what requests sealed and may not keep any longer.
     *
     * @return how many requests that were
     */
    int forget(int most) {
        var due =
                mongo.find(
                        query(where("sealedUntil").lt(clock.instant())).limit(most),
                        RequestDocument.class);
        destroy(due);
        return due.size();
    }

    private void destroy(List<RequestDocument> some) {
        var ids = some.stream().map(RequestDocument::id).toList();
        if (ids.isEmpty()) {
            return;
        }
        keys.destroyAll(ids);
        mongo.remove(query(where("request").in(ids)), DossierPartDocument.class);
        mongo.updateMulti(
                query(where("_id").in(ids)),
                new Update().unset("sealed").unset("sealedUntil").inc("version", 1),
                RequestDocument.class);
    }

    @Override
    public String erases() {
        return "dossiers";
    }

    @Override
    public long erase(Collection<String> ids) {
        var theirs =
                mongo.find(
                        query(where("selves").in(ids).and("sealed").ne(null)),
                        RequestDocument.class);
        destroy(theirs);
        return theirs.size();
    }
}
