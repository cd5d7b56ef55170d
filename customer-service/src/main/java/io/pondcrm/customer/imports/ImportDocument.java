package io.pondcrm.customer.imports;

import io.pondcrm.customer.mapping.domain.RecordKind;
import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An uploaded file's description in MongoDB: there once all of its parts are.
 *
 * @param id that of the job
 * @param spec JSON text: names of fields and columns hold dots, which paths in the store can't
 */
@Document("imports")
@TypeAlias("import")
record ImportDocument(
        @Id String id, RecordKind kind, String system, String spec, Instant createdAt) {}
