package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.segmentation.EditionWrites;
import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.definition.domain.EditionChange;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleSchemes;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Lifecycle schemes with their versions, and what simulations of drafts found. */
@Component
class MongoLifecycleSchemes implements LifecycleSchemes {

    private final Editions<LifecycleScheme> main;
    private final LifecycleSettings settings;
    private final LifecycleQueries queries;
    private final MongoOperations mongo;

    MongoLifecycleSchemes(
            LifecycleScheme main,
            LifecycleSettings settings,
            LifecycleQueries queries,
            MongoOperations mongo) {
        this.main = Editions.published(main, Instant.EPOCH, null);
        this.settings = settings;
        this.queries = queries;
        this.mongo = mongo;
    }

    @Override
    public LifecycleScheme main() {
        return main.last().definition();
    }

    /** Whether it is the one that settings tell, which no caller changes. */
    boolean isMain(String id) {
        return id.equals(main.id());
    }

    /** Every scheme in whatever state, the main one first. */
    List<Editions<LifecycleScheme>> listAll() {
        var all = new ArrayList<Editions<LifecycleScheme>>();
        all.add(main);
        mongo.find(
                        new Query().with(Sort.by("_id")).limit(MAX_SCHEMES),
                        LifecycleSchemeDocument.class)
                .forEach(it -> all.add(it.toDomain()));
        return all;
    }

    @Override
    public List<Editions<LifecycleScheme>> listFurther() {
        return listAll().stream()
                .filter(it -> !isMain(it.id()) && it.published().isPresent())
                .toList();
    }

    @Override
    public Optional<Editions<LifecycleScheme>> findEditions(String id) {
        return isMain(id)
                ? Optional.of(main)
                : Optional.ofNullable(mongo.findById(id, LifecycleSchemeDocument.class))
                        .map(LifecycleSchemeDocument::toDomain);
    }

    @Override
    public Optional<LifecycleScheme> find(String id) {
        return findEditions(id).flatMap(Editions::published).map(Edition::definition);
    }

    @Override
    public Optional<LifecycleScheme> findAt(String id, Instant moment) {
        return findEditions(id).flatMap(it -> it.inForceAt(moment));
    }

    @Override
    public boolean setUpFourStages(Instant at, String by) {
        var rules = LifecycleScheme.lifecycle4(settings.newFor(), settings.lostAfter());
        return findEditions(rules.id()).isEmpty()
                ? insert(Editions.published(rules, at, by))
                : change(rules.id(), it -> it.revive(rules, at, by)).orElse(null)
                        instanceof EditionChange.Changed<LifecycleScheme>;
    }

    /**
     * @return false if there is one of that id already
     */
    boolean insert(Editions<LifecycleScheme> scheme) {
        try {
            mongo.insert(LifecycleSchemeDocument.of(scheme));
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    /**
     * Changes a scheme however many others do the same.
     *
     * @param decision may be called more than once
     * @return empty without such a scheme
     */
    Optional<EditionChange<LifecycleScheme>> change(
            String id,
            Function<Editions<LifecycleScheme>, EditionChange<LifecycleScheme>> decision) {
        return EditionWrites.change(
                "A lifecycle scheme",
                () -> findEditions(id),
                decision,
                this::replace,
                it -> EditionWrites.remove(mongo, LifecycleSchemeDocument.class, it));
    }

    private boolean replace(Editions<LifecycleScheme> seen, Editions<LifecycleScheme> now) {
        return EditionWrites.replace(
                mongo,
                LifecycleSchemeDocument.class,
                seen,
                now.revision(),
                LifecycleSchemeDocument.parts(now));
    }

    void begin(LifecycleSimulationDocument simulation) {
        try {
            mongo.insert(simulation);
        } catch (DuplicateKeyException _) {
            // A repeated request: what is tried out stays as it was.
        }
    }

    Optional<LifecycleSimulationDocument> findSimulation(String id) {
        return Optional.ofNullable(mongo.findById(id, LifecycleSimulationDocument.class));
    }

    void finish(LifecycleSimulationDocument simulation) {
        mongo.save(simulation);
    }

    @Override
    public Map<Stage, Long> count(LifecycleScheme scheme) {
        return queries.count(scheme);
    }
}
