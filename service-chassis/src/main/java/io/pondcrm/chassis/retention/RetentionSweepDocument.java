package io.pondcrm.chassis.retention;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What the last sweep did.
 *
 * @param id the kind of data
 * @param deleted by the last sweep
 * @param deletedEver by all of them
 */
@Document(RetentionSweepDocument.COLLECTION)
@TypeAlias("retention-sweep")
record RetentionSweepDocument(@Id String id, Instant sweptAt, long deleted, long deletedEver) {

    static final String COLLECTION = "retentionSweeps";
}
