package io.pondcrm.customer.exports;

import io.pondcrm.customer.mapping.domain.RecordKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What is exported, in MongoDB.
 *
 * @param id that of the job
 * @param system whose records; null for all
 * @param personal whether fields are exported that single out a person
 * @param attributes names of free attributes that occurred, once the job is done
 * @param parts of the file, once the job is done; -1 before
 */
@Document("exports")
@TypeAlias("export")
record ExportDocument(
        @Id String id,
        RecordKind kind,
        @Nullable String system,
        boolean personal,
        List<String> attributes,
        int parts,
        Instant createdAt) {}
