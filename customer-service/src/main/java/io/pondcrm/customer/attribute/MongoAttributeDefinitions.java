package io.pondcrm.customer.attribute;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.pondcrm.customer.attribute.AttributeSettings.Undefined;
import io.pondcrm.customer.attribute.domain.AttributeCatalog;
import io.pondcrm.customer.attribute.domain.AttributeDefinition;
import io.pondcrm.customer.attribute.domain.AttributeDefinitions;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndReplaceOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

@Component
class MongoAttributeDefinitions implements AttributeDefinitions {

    private static final Duration KEPT = Duration.ofSeconds(2);

    private final MongoOperations mongo;
    private final AttributeSettings settings;
    private final LoadingCache<String, AttributeCatalog> kept =
            Caffeine.newBuilder().expireAfterWrite(KEPT).build(_ -> read());

    MongoAttributeDefinitions(MongoOperations mongo, AttributeSettings settings) {
        this.mongo = mongo;
        this.settings = settings;
    }

    @Override
    public AttributeCatalog current() {
        return kept.get("");
    }

    private AttributeCatalog read() {
        var all = new LinkedHashMap<String, AttributeDefinition>();
        settings.publishedAttributes().forEach(key -> all.put(key, AttributeDefinition.named(key)));
        var stored =
                mongo.findAll(AttributeDocument.class).stream()
                        .map(AttributeDocument::toDomain)
                        .toList();
        stored.forEach(it -> all.put(it.key(), it));
        var takesUndefined =
                switch (settings.undefinedAttributes()) {
                    case Undefined.ACCEPT -> true;
                    case Undefined.REFUSE -> false;
                    case Undefined.UNTIL_DEFINED ->
                            stored.stream().allMatch(AttributeDefinition::retired);
                };
        return new AttributeCatalog(all.values(), takesUndefined);
    }

    @Override
    public boolean insert(AttributeDefinition definition) {
        try {
            mongo.insert(AttributeDocument.of(definition));
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        } finally {
            kept.invalidateAll();
        }
    }

    @Override
    public boolean replace(AttributeDefinition definition) {
        try {
            return mongo.findAndReplace(
                            query(
                                    where("_id")
                                            .is(definition.key())
                                            .and("version")
                                            .is(definition.version() - 1)),
                            AttributeDocument.of(definition),
                            FindAndReplaceOptions.options().returnNew())
                    != null;
        } finally {
            kept.invalidateAll();
        }
    }
}
