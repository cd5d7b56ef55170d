package io.pondcrm.customer.reconciliation;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What is compared, in MongoDB.
 *
 * @param id that of the job
 * @param personal whether fields are compared that single out a person
 * @param parts of what the partner sent
 * @param resultParts of what came out, once the job is done; -1 before
 */
@Document("reconciliations")
@TypeAlias("reconciliation")
record ReconciliationDocument(
        @Id String id,
        String system,
        boolean personal,
        int parts,
        long rows,
        int resultParts,
        Instant createdAt) {}
