package io.pondcrm.churn.definition;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.churn.definition.domain.ChurnDefinition;
import io.pondcrm.churn.definition.domain.ChurnDefinitions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** All definitions: the first version of the main one is there from the start. */
@Component
class MongoDefinitions implements ChurnDefinitions {

    private static final Comparator<ChurnDefinition> IN_ORDER =
            Comparator.comparing(ChurnDefinition::id).thenComparing(ChurnDefinition::version);

    private final MongoOperations mongo;
    private final DefinitionSettings settings;

    MongoDefinitions(MongoOperations mongo, DefinitionSettings settings) {
        this.mongo = mongo;
        this.settings = settings;
    }

    @Override
    public List<ChurnDefinition> listAll() {
        var all = new ArrayList<ChurnDefinition>();
        all.add(ChurnDefinition.main(settings.zone(), settings.currency()));
        mongo.find(new Query().limit(MAX_DEFINITIONS * MAX_VERSIONS), DefinitionDocument.class)
                .forEach(it -> all.add(it.toDomain()));
        all.sort(IN_ORDER);
        return all;
    }

    @Override
    public Optional<ChurnDefinition> keep(ChurnDefinition definition, String request) {
        try {
            mongo.insert(DefinitionDocument.of(definition, request));
            return Optional.of(definition);
        } catch (DuplicateKeyException _) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<ChurnDefinition> madeBy(String request) {
        return Optional.ofNullable(
                        mongo.findOne(
                                query(where("request").is(request)), DefinitionDocument.class))
                .map(DefinitionDocument::toDomain);
    }
}
