package io.pondcrm.customer.retention;

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
@Document("retentionSweeps")
@TypeAlias("retention-sweep")
record RetentionSweepDocument(@Id String id, Instant sweptAt, long deleted, long deletedEver) {}
