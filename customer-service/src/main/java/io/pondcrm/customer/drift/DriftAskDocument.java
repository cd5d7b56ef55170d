package io.pondcrm.customer.drift;

import io.pondcrm.chassis.outbox.Outboxed;
import java.time.Instant;
import java.util.List;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A question to those who hold copies, while a job waits for the answers, in MongoDB.
 *
 * @param answers as JSON, as they came
 */
@Document("drift_asks")
@TypeAlias("drift-ask")
record DriftAskDocument(@Id String id, long version, Instant createdAt, List<String> answers)
        implements Outboxed {}
