package io.pondcrm.segmentation.clv;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.segmentation.EditionWrites;
import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.clv.domain.ClvModels;
import io.pondcrm.segmentation.clv.domain.ClvUses;
import io.pondcrm.segmentation.definition.domain.EditionChange;
import io.pondcrm.segmentation.definition.domain.Editions;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Models with their versions, what simulations found, and what jobs that fit have read so far. */
@Component
class MongoClvModels implements ClvModels {

    private final MongoOperations mongo;

    MongoClvModels(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** Keeps a new model; the same one again changes nothing. */
    Editions<ClvModel> keep(Editions<ClvModel> model) {
        try {
            mongo.insert(ClvModelHistoryDocument.of(model));
            return model;
        } catch (DuplicateKeyException _) {
            // A repeated request.
            return find(model.id()).orElseThrow();
        }
    }

    @Override
    public Optional<Editions<ClvModel>> find(String id) {
        return Optional.ofNullable(mongo.findById(id, ClvModelHistoryDocument.class))
                .map(this::toDomain);
    }

    @Override
    public ClvUses uses() {
        var ever =
                new Criteria()
                        .orOperator(
                                where("editions.publishedAt").exists(true),
                                where("publishedAt").exists(true));
        return ClvUses.of(
                mongo.find(query(ever), ClvModelHistoryDocument.class).stream()
                        .map(this::toDomain)
                        .toList());
    }

    Editions<ClvModel> toDomain(ClvModelHistoryDocument document) {
        var editions = document.editions();
        if (editions == null || document.revision() == null) {
            return Objects.requireNonNull(
                            mongo.findById(
                                    document.id(),
                                    ClvModelDocument.class,
                                    ClvModelHistoryDocument.COLLECTION))
                    .asFirstVersion();
        }
        return new Editions<>(
                document.id(),
                document.revision(),
                editions.stream().map(ClvModelHistoryDocument.EditionPart::toDomain).toList());
    }

    /**
     * Changes a model however many others do the same.
     *
     * @param decision may be called more than once
     * @return empty without such a model
     */
    Optional<EditionChange<ClvModel>> change(
            String id, Function<Editions<ClvModel>, EditionChange<ClvModel>> decision) {
        return EditionWrites.change(
                "A CLV model",
                () -> find(id),
                decision,
                this::replace,
                seen -> EditionWrites.remove(mongo, ClvModelHistoryDocument.class, seen));
    }

    private boolean replace(Editions<ClvModel> seen, Editions<ClvModel> now) {
        return EditionWrites.replace(
                mongo,
                ClvModelHistoryDocument.class,
                seen,
                now.revision(),
                ClvModelHistoryDocument.parts(now));
    }

    void begin(ClvSimulationDocument simulation) {
        try {
            mongo.insert(simulation);
        } catch (DuplicateKeyException _) {
            // A repeated request: what is tried out stays as it was.
        }
    }

    Optional<ClvSimulationDocument> findSimulation(String id) {
        return Optional.ofNullable(mongo.findById(id, ClvSimulationDocument.class));
    }

    void finish(ClvSimulationDocument simulation) {
        mongo.save(simulation);
    }

    void keep(ClvRangeDocument range) {
        mongo.save(range);
    }

    /** Reads a job's ranges one after the other, in their order. */
    void forEachRange(String job, int ranges, Consumer<ClvRangeDocument> reader) {
        for (var number = 0; number < ranges; number++) {
            var range = mongo.findById(job + "/" + number, ClvRangeDocument.class);
            if (range == null) {
                throw new IllegalStateException("No range %d of %s".formatted(number, job));
            }
            reader.accept(range);
        }
    }

    void forgetRanges(String job) {
        mongo.remove(query(where("job").is(job)), ClvRangeDocument.class);
    }
}
