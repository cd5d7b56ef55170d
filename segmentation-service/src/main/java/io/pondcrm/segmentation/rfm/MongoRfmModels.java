package io.pondcrm.segmentation.rfm;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.rfm.domain.RfmModelChange;
import io.pondcrm.segmentation.rfm.domain.RfmModelHistory;
import io.pondcrm.segmentation.rfm.domain.RfmModels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** RFM models with their versions, and what simulations of drafts found. */
@Component
class MongoRfmModels implements RfmModels {

    private final MongoOperations mongo;
    private final RfmModelHistory main;

    MongoRfmModels(
            MongoOperations mongo, @Value("${pond.segmentation.currency:CNY}") String currency) {
        this.mongo = mongo;
        this.main = RfmModelHistory.published(RfmModel.main(currency), Instant.EPOCH);
    }

    @Override
    public Optional<RfmModelHistory> find(String id) {
        return isMain(id)
                ? Optional.of(main)
                : Optional.ofNullable(mongo.findById(id, RfmModelHistoryDocument.class))
                        .map(this::toDomain);
    }

    @Override
    public List<RfmModelHistory> listAll() {
        var models = new ArrayList<RfmModelHistory>();
        models.add(main);
        mongo.find(
                        new Query().with(Sort.by("_id")).limit(MAX_MODELS),
                        RfmModelHistoryDocument.class)
                .forEach(it -> models.add(toDomain(it)));
        return models;
    }

    /** Whether it is the one that is there from the first start, which never changes. */
    boolean isMain(String id) {
        return id.equals(main.id());
    }

    /** Keeps a new model; the same one again changes nothing. */
    RfmModelHistory keep(RfmModelHistory model) {
        try {
            mongo.insert(RfmModelHistoryDocument.of(model));
            return model;
        } catch (DuplicateKeyException _) {
            return find(model.id()).orElseThrow();
        }
    }

    /**
     * Changes a model however many others do the same.
     *
     * @param decision may be called more than once
     * @return empty without such a model
     */
    Optional<RfmModelChange> change(String id, Function<RfmModelHistory, RfmModelChange> decision) {
        return OptimisticWrite.until(
                "An RFM model",
                () -> {
                    var seen = find(id);
                    var change = seen.map(decision);
                    return change.orElse(null) instanceof RfmModelChange.Changed(var now)
                                    && !keep(seen.orElseThrow(), now)
                            ? Optional.empty()
                            : Optional.of(change);
                });
    }

    private boolean keep(RfmModelHistory seen, RfmModelHistory now) {
        var document = RfmModelHistoryDocument.of(now);
        var before = where("_id").is(seen.id());
        return mongo.updateFirst(
                                query(
                                        seen.revision() == 0
                                                ? before.and("revision").exists(false)
                                                : before.and("revision").is(seen.revision())),
                                new Update()
                                        .set("revision", document.revision())
                                        .set("editions", document.editions()),
                                RfmModelHistoryDocument.class)
                        .getMatchedCount()
                == 1;
    }

    private RfmModelHistory toDomain(RfmModelHistoryDocument document) {
        var editions = document.editions();
        if (editions == null || document.revision() == null) {
            var plain =
                    mongo.findById(
                            document.id(),
                            RfmModelDocument.class,
                            RfmModelHistoryDocument.COLLECTION);
            var model = Objects.requireNonNull(plain).toDomain();
            return new RfmModelHistory(
                    document.id(), 0, RfmModelHistory.published(model, Instant.EPOCH).editions());
        }
        return new RfmModelHistory(
                document.id(),
                document.revision(),
                editions.stream()
                        .map(it ->
                                new RfmModelHistory.Edition(
                                        it.model().toDomain(),
                                        it.createdAt(),
                                        it.simulatedAt(),
                                        it.publishedAt(),
                                        it.retiredAt()))
                        .toList());
    }

    void begin(RfmSimulationDocument simulation) {
        try {
            mongo.insert(simulation);
        } catch (DuplicateKeyException _) {
            // A repeated request: what is tried out stays as it was.
        }
    }

    Optional<RfmSimulationDocument> findSimulation(String id) {
        return Optional.ofNullable(mongo.findById(id, RfmSimulationDocument.class));
    }

    void finish(RfmSimulationDocument simulation) {
        mongo.save(simulation);
    }
}
