package io.pondcrm.customer.imports;

import java.time.Instant;
import org.bson.types.Binary;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A part of an uploaded file, waiting in MongoDB.
 *
 * @param id {@code <job>#<number>}, the number with leading zeros, so that ids sort
 */
@Document("importChunks")
@TypeAlias("importChunk")
record ImportChunkDocument(@Id String id, int records, Binary packed, Instant createdAt) {

    static String id(String job, int number) {
        return "%s#%010d".formatted(job, number);
    }
}
