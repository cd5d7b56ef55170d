package io.pondcrm.segmentation.rfm;

import io.pondcrm.segmentation.EditionWrites;
import io.pondcrm.segmentation.definition.domain.EditionChange;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
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
import org.springframework.stereotype.Component;

/** RFM models with their versions, and what simulations of drafts found. */
@Component
class MongoRfmModels implements RfmModels {

    private final MongoOperations mongo;
    private final Editions<RfmModel> main;

    MongoRfmModels(
            MongoOperations mongo, @Value("${pond.segmentation.currency:CNY}") String currency) {
        this.mongo = mongo;
        this.main = Editions.published(RfmModel.main(currency), Instant.EPOCH, null);
    }

    @Override
    public Optional<Editions<RfmModel>> find(String id) {
        return isMain(id)
                ? Optional.of(main)
                : Optional.ofNullable(mongo.findById(id, RfmModelHistoryDocument.class))
                        .map(this::toDomain);
    }

    @Override
    public List<Editions<RfmModel>> listAll() {
        var models = new ArrayList<Editions<RfmModel>>();
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
    Editions<RfmModel> keep(Editions<RfmModel> model) {
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
    Optional<EditionChange<RfmModel>> change(
            String id, Function<Editions<RfmModel>, EditionChange<RfmModel>> decision) {
        return EditionWrites.change(
                "An RFM model",
                () -> find(id),
                decision,
                this::replace,
                it -> EditionWrites.remove(mongo, RfmModelHistoryDocument.class, it));
    }

    private boolean replace(Editions<RfmModel> seen, Editions<RfmModel> now) {
        return EditionWrites.replace(
                mongo,
                RfmModelHistoryDocument.class,
                seen,
                now.revision(),
                RfmModelHistoryDocument.parts(now));
    }

    private Editions<RfmModel> toDomain(RfmModelHistoryDocument document) {
        var editions = document.editions();
        if (editions == null || document.revision() == null) {
            var plain =
                    mongo.findById(
                            document.id(),
                            RfmModelDocument.class,
                            RfmModelHistoryDocument.COLLECTION);
            var model = Objects.requireNonNull(plain).toDomain();
            return new Editions<>(
                    document.id(), 0, Editions.published(model, Instant.EPOCH, null).all());
        }
        return new Editions<>(
                document.id(),
                document.revision(),
                editions.stream().map(RfmModelHistoryDocument.EditionPart::toDomain).toList());
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
