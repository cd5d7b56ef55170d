package io.pondcrm.customer.mapping;

import io.pondcrm.customer.mapping.domain.MappingDraft;
import io.pondcrm.customer.mapping.domain.RecordKind;
import io.pondcrm.customer.mapping.domain.StoredMapping;
import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a mapping lies in MongoDB.
 *
 * @param id {@code <system>/<kind>}
 * @param definition JSON text: names of fields and columns hold dots, which paths in the store
 *     can't
 */
@Document("columnMappings")
@TypeAlias("columnMapping")
record MappingDocument(
        @Id String id,
        String system,
        RecordKind kind,
        long version,
        String definition,
        Instant updatedAt) {

    static String id(String system, RecordKind kind) {
        return system + "/" + kind.pathName();
    }

    StoredMapping toDomain(JsonMapper json) {
        return new StoredMapping(
                system, kind, version, json.readValue(definition, MappingDraft.class), updatedAt);
    }
}
