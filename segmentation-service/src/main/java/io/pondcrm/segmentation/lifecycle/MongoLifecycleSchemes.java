package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleSchemes;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

@Component
class MongoLifecycleSchemes implements LifecycleSchemes {

    private static final int MAX_SCHEMES = 20;

    private final LifecycleScheme main;
    private final LifecycleSettings settings;
    private final LifecycleQueries queries;
    private final MongoOperations mongo;

    MongoLifecycleSchemes(
            LifecycleScheme main,
            LifecycleSettings settings,
            LifecycleQueries queries,
            MongoOperations mongo) {
        this.main = main;
        this.settings = settings;
        this.queries = queries;
        this.mongo = mongo;
    }

    @Override
    public LifecycleScheme main() {
        return main;
    }

    @Override
    public List<LifecycleScheme> listFurther() {
        return mongo
                .find(
                        new Query().with(Sort.by("_id")).limit(MAX_SCHEMES),
                        LifecycleSchemeDocument.class)
                .stream()
                .map(LifecycleSchemeDocument::toDomain)
                .toList();
    }

    @Override
    public Optional<LifecycleScheme> find(String id) {
        return id.equals(main.id())
                ? Optional.of(main)
                : Optional.ofNullable(mongo.findById(id, LifecycleSchemeDocument.class))
                        .map(LifecycleSchemeDocument::toDomain);
    }

    @Override
    public boolean setUpFourStages(Instant at) {
        var scheme = LifecycleScheme.lifecycle4(settings.newFor(), settings.lostAfter());
        if (find(scheme.id()).isPresent()) {
            return false;
        }
        try {
            mongo.insert(
                    new LifecycleSchemeDocument(
                            scheme.id(),
                            scheme.version(),
                            settings.newFor().toString(),
                            settings.lostAfter().toString(),
                            at.truncatedTo(ChronoUnit.MILLIS)));
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    @Override
    public Map<Stage, Long> count(LifecycleScheme scheme) {
        return queries.count(scheme);
    }
}
