package io.pondcrm.customer.restriction;

import io.pondcrm.customer.restriction.domain.RestrictionGround;
import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a restriction lies in MongoDB.
 *
 * @param id the customer's id
 */
@Document("processing_restrictions")
@TypeAlias("processing-restriction")
record RestrictionDocument(
        @Id String id, long version, RestrictionGround ground, Instant since, String setBy) {}
