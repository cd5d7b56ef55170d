package io.pondcrm.customer.imports;

import java.time.Instant;
import org.bson.types.Binary;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What one lane rejected of one part of a file, in MongoDB.
 *
 * @param id {@code <part's id>/<lane>}
 * @param packed compressed JSON
 */
@Document("importRejects")
@TypeAlias("importRejects")
record ImportRejectsDocument(@Id String id, int records, Binary packed, Instant createdAt) {}
