package io.pondcrm.segmentation.modelrun;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.segmentation.modelrun.domain.Drift;
import io.pondcrm.segmentation.modelrun.domain.FeatureBins;
import io.pondcrm.segmentation.modelrun.domain.LifetimeValueFit;
import io.pondcrm.segmentation.modelrun.domain.NextCategory;
import io.pondcrm.segmentation.modelrun.domain.RegisteredModels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Runs, and what they made. */
@Component
class MongoModelRuns implements RegisteredModels {

    private static final int BATCH = 100;

    private final MongoOperations mongo;

    MongoModelRuns(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /**
     * Keeps a run that is about to begin, as the next of its kind and name; the same one again
     * changes nothing.
     */
    void begin(ModelRunDocument run) {
        OptimisticWrite.until(
                "A model run",
                () -> {
                    // A repeated request: what a run is asked for never changes.
                    var known = find(run.id());
                    return known.isPresent() || isKept(run.numbered(latestVersion(run) + 1))
                            ? Optional.of(true)
                            : Optional.empty();
                });
    }

    @Override
    public void register(String id, LifetimeValueFit fit) {
        begin(ModelRunDocument.lifetimeValue(id, fit));
    }

    private boolean isKept(ModelRunDocument run) {
        try {
            mongo.insert(run);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    private int latestVersion(ModelRunDocument run) {
        var alike = query(where("kind").is(run.kind()).and("name").is(run.name()));
        alike.with(Sort.by(Sort.Direction.DESC, "version")).limit(1);
        return mongo.find(alike, ModelRunDocument.class).stream()
                .findFirst()
                .map(ModelRunDocument::version)
                .orElse(0);
    }

    Optional<ModelRunDocument> find(String id) {
        return Optional.ofNullable(mongo.findById(id, ModelRunDocument.class));
    }

    /** The finished forecast with this horizon that knows the latest. */
    Optional<ModelRunDocument> findLatestForecast(int horizonDays) {
        var wanted =
                query(
                        where("kind")
                                .is(ModelRunDocument.Kind.NEXT_CATEGORY.name())
                                .and("state")
                                .is(ModelRunDocument.State.FINISHED.name())
                                .and("horizonDays")
                                .is(horizonDays));
        wanted.with(Sort.by(Sort.Direction.DESC, "asOf", "_id")).limit(1);
        return mongo.find(wanted, ModelRunDocument.class).stream().findFirst();
    }

    /**
     * The groupings in use at a moment: of each kind and name the latest finished run that is not
     * of a later moment.
     */
    List<ModelRunDocument> listGroupings(Instant at) {
        var wanted =
                query(
                        where("state")
                                .is(ModelRunDocument.State.FINISHED.name())
                                .and("kind")
                                .in(
                                        ModelRunDocument.Kind.K_MEANS.name(),
                                        ModelRunDocument.Kind.GAUSSIAN_MIXTURE.name())
                                .and("asOf")
                                .lte(at));
        wanted.fields().exclude("bins", "drift");
        var inUse = new TreeMap<String, ModelRunDocument>();
        for (var run : mongo.find(wanted, ModelRunDocument.class)) {
            inUse.merge(
                    run.name() + "/" + run.kind(),
                    run,
                    (one, other) -> other.version() > one.version() ? other : one);
        }
        return List.copyOf(inUse.values());
    }

    void finish(String id, ModelRunDocument.GroupsPart groups, List<FeatureBins> bins) {
        end(
                id,
                new Update().set("groups", groups).set("bins", bins),
                ModelRunDocument.State.FINISHED);
    }

    void finish(String id, ModelRunDocument.MixturePart mixture, List<FeatureBins> bins) {
        end(
                id,
                new Update().set("mixture", mixture).set("bins", bins),
                ModelRunDocument.State.FINISHED);
    }

    void finish(String id, ModelRunDocument.PropensityPart propensity, List<FeatureBins> bins) {
        end(
                id,
                new Update().set("propensity", propensity).set("bins", bins),
                ModelRunDocument.State.FINISHED);
    }

    /** Keeps the drift that was found last. */
    void keep(String id, Drift drift) {
        mongo.updateFirst(
                query(where("_id").is(id)),
                new Update().set("drift", drift),
                ModelRunDocument.class);
    }

    /** Keeps the rows first, instead of those that an attempt before may have kept. */
    void finish(
            String id,
            ModelRunDocument.NeedsPart needs,
            Map<String, Map<String, Double>> followed) {
        mongo.remove(query(where("run").is(id)), FollowedDocument.class);
        var part = new ArrayList<FollowedDocument>();
        var number = 0;
        for (var row : followed.entrySet()) {
            part.add(FollowedDocument.of(id, number++, row.getKey(), row.getValue()));
            if (part.size() == BATCH || number == followed.size()) {
                mongo.insert(part, FollowedDocument.class);
                part.clear();
            }
        }
        end(id, new Update().set("needs", needs), ModelRunDocument.State.FINISHED);
    }

    void fail(String id) {
        end(id, new Update(), ModelRunDocument.State.FAILED);
    }

    private void end(String id, Update update, ModelRunDocument.State state) {
        mongo.updateFirst(
                query(where("_id").is(id)),
                update.set("state", state.name()),
                ModelRunDocument.class);
    }

    /** The model of a finished forecast; reads a row when it is asked for. */
    NextCategory model(ModelRunDocument run, ModelRunDocument.NeedsPart needs) {
        return new NextCategory(
                FollowedDocument.zip(needs.categories(), needs.bought()),
                source -> followed(run.id(), source),
                needs.ownPrior(),
                needs.rates(),
                Duration.ofDays(run.horizonDays()));
    }

    private Map<String, Double> followed(String run, String source) {
        var row =
                mongo.findOne(
                        query(where("run").is(run).and("source").is(source)),
                        FollowedDocument.class);
        return row == null ? Map.of() : row.row();
    }
}
