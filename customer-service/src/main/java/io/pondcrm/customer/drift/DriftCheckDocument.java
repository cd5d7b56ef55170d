package io.pondcrm.customer.drift;

import io.pondcrm.chassis.outbox.Outboxed;
import java.time.Instant;
import java.util.List;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A comparison of copies with the truth, in MongoDB. It also carries what is told of things that
 * nobody has here.
 *
 * @param id that of its job
 * @param customers how many of ours were compared
 * @param services who was asked
 * @param silent who of them did not answer
 */
@Document("drift_checks")
@TypeAlias("drift-check")
record DriftCheckDocument(
        @Id String id,
        long version,
        String requestedBy,
        Instant createdAt,
        long customers,
        List<String> services,
        List<String> silent)
        implements Outboxed {}
