package io.pondcrm.customer.intake;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What somebody answered, as evidence of what was said and allowed.
 *
 * @param intake by which form or source
 * @param answers JSON, sealed with the customer's own key
 */
@Document("submissions")
@TypeAlias("submission")
record SubmissionDocument(
        @Id String id, String intake, String customerId, Instant receivedAt, byte[] answers) {}
