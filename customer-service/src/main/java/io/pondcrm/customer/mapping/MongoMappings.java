package io.pondcrm.customer.mapping;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.customer.mapping.domain.MappingChange;
import io.pondcrm.customer.mapping.domain.MappingDraft;
import io.pondcrm.customer.mapping.domain.Mappings;
import io.pondcrm.customer.mapping.domain.RecordKind;
import io.pondcrm.customer.mapping.domain.StoredMapping;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
class MongoMappings implements Mappings {

    private final MongoOperations mongo;
    private final JsonMapper json;
    private final Clock clock;

    MongoMappings(MongoOperations mongo, JsonMapper json, Clock clock) {
        this.mongo = mongo;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Optional<StoredMapping> find(String system, RecordKind kind) {
        return Optional.ofNullable(
                        mongo.findById(MappingDocument.id(system, kind), MappingDocument.class))
                .map(document -> document.toDomain(json));
    }

    @Override
    public List<StoredMapping> list() {
        return list(new Query());
    }

    @Override
    public List<StoredMapping> list(String system) {
        return list(
                query(
                        where("_id")
                                .in(
                                        MappingDocument.id(system, RecordKind.CUSTOMERS),
                                        MappingDocument.id(system, RecordKind.TRANSACTIONS))));
    }

    private List<StoredMapping> list(Query query) {
        return mongo.find(query.with(Sort.by("_id")), MappingDocument.class).stream()
                .map(document -> document.toDomain(json))
                .toList();
    }

    @Override
    public MappingChange put(
            String system, RecordKind kind, MappingDraft draft, @Nullable Long seen) {
        return seen == null || seen == 0
                ? create(system, kind, draft, seen)
                : replace(system, kind, draft, seen);
    }

    private MappingChange create(
            String system, RecordKind kind, MappingDraft draft, @Nullable Long seen) {
        var created = new StoredMapping(system, kind, 1, draft, clock.instant());
        try {
            mongo.insert(
                    new MappingDocument(
                            MappingDocument.id(system, kind),
                            system,
                            kind,
                            created.version(),
                            json.writeValueAsString(draft),
                            created.updatedAt()));
            return new MappingChange.Created(created);
        } catch (DuplicateKeyException thereIsOne) {
            return seen == null
                    ? new MappingChange.VersionRequired()
                    : new MappingChange.Outdated(version(system, kind));
        }
    }

    private MappingChange replace(String system, RecordKind kind, MappingDraft draft, long seen) {
        var replaced = new StoredMapping(system, kind, seen + 1, draft, clock.instant());
        var change =
                new Update()
                        .set("version", replaced.version())
                        .set("definition", json.writeValueAsString(draft))
                        .set("updatedAt", replaced.updatedAt());
        return mongo.updateFirst(version(system, kind, seen), change, MappingDocument.class)
                                .getMatchedCount()
                        == 1
                ? new MappingChange.Replaced(replaced)
                : new MappingChange.Outdated(version(system, kind));
    }

    @Override
    public boolean remove(String system, RecordKind kind, long seen) {
        return mongo.remove(version(system, kind, seen), MappingDocument.class).getDeletedCount()
                == 1;
    }

    private long version(String system, RecordKind kind) {
        return find(system, kind).map(StoredMapping::version).orElse(0L);
    }

    private static Query version(String system, RecordKind kind, long seen) {
        return query(where("_id").is(MappingDocument.id(system, kind)).and("version").is(seen));
    }
}
