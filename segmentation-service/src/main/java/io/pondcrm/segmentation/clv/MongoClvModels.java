package io.pondcrm.segmentation.clv;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.clv.domain.ClvModelChange;
import io.pondcrm.segmentation.clv.domain.ClvModels;
import io.pondcrm.segmentation.clv.domain.ClvUses;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** All models, and what jobs that fit them have read so far. */
@Component
class MongoClvModels implements ClvModels {

    private final MongoOperations mongo;

    MongoClvModels(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** Keeps a new model; the same one again changes nothing. */
    void keep(ClvModel model) {
        try {
            mongo.insert(ClvModelDocument.of(model));
        } catch (DuplicateKeyException _) {
            // A repeated request.
        }
    }

    @Override
    public Optional<ClvModel> find(String id) {
        return Optional.ofNullable(mongo.findById(id, ClvModelDocument.class))
                .map(ClvModelDocument::toDomain);
    }

    @Override
    public ClvUses uses() {
        var published = List.of(ClvModel.State.PUBLISHED.name(), ClvModel.State.RETIRED.name());
        var inUse = query(where("state").in(published).and("publishedAt").exists(true));
        return new ClvUses(
                mongo.find(inUse, ClvModelDocument.class).stream()
                        .map(ClvModelDocument::toDomain)
                        .filter(it ->
                                it.state() == ClvModel.State.PUBLISHED || it.retiredAt() != null)
                        .map(it ->
                                new ClvUses.Use(
                                        it,
                                        Objects.requireNonNull(it.publishedAt()),
                                        it.retiredAt()))
                        .toList());
    }

    @Override
    public Optional<ClvModelChange> change(String id, Function<ClvModel, ClvModelChange> decision) {
        return OptimisticWrite.until(
                "A CLV model",
                () -> {
                    var seen = find(id);
                    var change = seen.map(decision);
                    return change.orElse(null) instanceof ClvModelChange.Changed(var model)
                                    && !replaces(seen.orElseThrow(), model)
                            ? Optional.empty()
                            : Optional.of(change);
                });
    }

    private boolean replaces(ClvModel seen, ClvModel now) {
        var document = ClvModelDocument.of(now);
        return mongo.updateFirst(
                                query(where("_id").is(seen.id()).and("version").is(seen.version())),
                                new Update()
                                        .set("version", document.version())
                                        .set("state", document.state())
                                        .set("fit", document.fit())
                                        .set("publishedAt", document.publishedAt())
                                        .set("retiredAt", document.retiredAt()),
                                ClvModelDocument.class)
                        .getMatchedCount()
                == 1;
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
