package io.pondcrm.customer.privacy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a legal hold lies in MongoDB.
 *
 * @param id the customer's id
 * @param until when it ends by itself; null if somebody has to lift it
 */
@Document("legal_holds")
@TypeAlias("legal-hold")
record LegalHoldDocument(
        @Id String id,
        long version,
        String reason,
        @Nullable Instant until,
        String heldBy,
        Instant heldAt) {}
