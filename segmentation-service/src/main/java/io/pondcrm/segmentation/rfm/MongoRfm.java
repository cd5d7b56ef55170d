package io.pondcrm.segmentation.rfm;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.rfm.domain.RfmRun;
import io.pondcrm.segmentation.rfm.domain.RfmRuns;
import io.pondcrm.segmentation.rfm.domain.RfmTerms;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Runs of all models. They never change, so each is read once. */
@Component
class MongoRfm implements RfmRuns {

    private static final int BATCH = 1_000;

    /** Daily runs of some models over years; each takes some kilobytes. */
    private static final int MOST_KNOWN = 3_000;

    private final MongoOperations mongo;
    private final Clock clock;
    private final MongoRfmModels models;
    private final Map<String, RfmRun> known = new ConcurrentHashMap<>();

    MongoRfm(MongoOperations mongo, Clock clock, MongoRfmModels models) {
        this.mongo = mongo;
        this.clock = clock;
        this.models = models;
    }

    @Override
    public List<RfmRun> listLatest() {
        var now = clock.instant();
        var retired =
                models.listAll().stream()
                        .filter(it -> it.isRetiredAt(now))
                        .map(Editions::id)
                        .collect(Collectors.toSet());
        return mongo.findAll(RfmLatestDocument.class).stream()
                .filter(latest -> !retired.contains(latest.id()))
                .map(latest -> get(latest.run()))
                .toList();
    }

    @Override
    public RfmTerms terms(String model) {
        var ofModel = query(where("modelId").is(model));
        ofModel.with(Sort.by("asOf", "number")).fields().include("_id");
        return new RfmTerms(
                models.find(model).orElse(null),
                mongo
                        .find(
                                ofModel,
                                Document.class,
                                mongo.getCollectionName(RfmRunDocument.class))
                        .stream()
                        .map(it -> get(it.getString("_id")))
                        .toList());
    }

    /**
     * The run by which a model's customers are scored at a moment.
     *
     * @return empty before the first run, and once the model is retired
     */
    Optional<RfmRun> findDeciding(String model, Instant moment) {
        return models.find(model)
                .filter(it -> !it.isRetiredAt(moment))
                .flatMap(_ -> findRun(model, moment));
    }

    /** The run in effect at a moment; the latest of all without one. */
    Optional<RfmRun> findRun(String model, @Nullable Instant asOf) {
        if (asOf == null) {
            return Optional.ofNullable(mongo.findById(model, RfmLatestDocument.class))
                    .map(latest -> get(latest.run()));
        }
        var upTo = query(where("modelId").is(model).and("asOf").lte(asOf));
        upTo.with(Sort.by(Sort.Direction.DESC, "asOf", "number")).limit(1).fields().include("_id");
        return mongo
                .find(upTo, Document.class, mongo.getCollectionName(RfmRunDocument.class))
                .stream()
                .findFirst()
                .map(it -> get(it.getString("_id")));
    }

    Optional<RfmRun> findRunById(String run) {
        return Optional.ofNullable(mongo.findById(run, RfmRunDocument.class))
                .map(RfmRunDocument::toDomain);
    }

    private RfmRun get(String run) {
        if (known.size() > MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(
                run,
                it -> findRunById(it).orElseThrow(() -> new IllegalStateException("No " + it)));
    }

    private int nextNumber(String model) {
        var last = query(where("modelId").is(model));
        last.with(Sort.by(Sort.Direction.DESC, "number")).limit(1);
        return mongo.find(last, RfmRunDocument.class).stream()
                .findFirst()
                .map(run -> run.number() + 1)
                .orElse(1);
    }

    /** Forgets what an attempt that broke off has kept. */
    void removeMembers(String run) {
        mongo.remove(query(where("run").is(run)), RfmMemberDocument.class);
    }

    void keepMembers(String run, List<RfmRun.Member> members) {
        for (var from = 0; from < members.size(); from += BATCH) {
            mongo.insert(
                    members.subList(from, Math.min(members.size(), from + BATCH)).stream()
                            .map(member -> RfmMemberDocument.of(run, member))
                            .toList(),
                    RfmMemberDocument.class);
        }
    }

    /**
     * Keeps a run, after all its members: who sees it sees them. It gets its model's next number.
     */
    void keep(RfmRun run) {
        while (true) {
            var number = nextNumber(run.model().id());
            try {
                mongo.insert(RfmRunDocument.of(run.as(number), clock.instant()));
                return;
            } catch (DuplicateKeyException _) {
                // Another run of this model took the number: take the next.
            }
        }
    }

    /** Lets a run decide from now on, unless a later one does already. */
    void putInEffect(RfmRun run) {
        var now = new RfmLatestDocument(run.model().id(), run.id(), run.asOf(), run.number());
        while (true) {
            var before = mongo.findById(now.id(), RfmLatestDocument.class);
            if (before == null) {
                try {
                    mongo.insert(now);
                    return;
                } catch (DuplicateKeyException _) {
                    continue;
                }
            }
            if (!before.isOlderThan(now)) {
                return;
            }
            var moved =
                    mongo.updateFirst(
                            query(where("_id").is(now.id()).and("run").is(before.run())),
                            new Update()
                                    .set("run", now.run())
                                    .set("asOf", now.asOf())
                                    .set("number", now.number()),
                            RfmLatestDocument.class);
            if (moved.getMatchedCount() == 1) {
                return;
            }
        }
    }
}
