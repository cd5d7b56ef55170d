package io.pondcrm.customer.interaction;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Who a visitor is.
 *
 * @param key {@link SealedVisitors#keyOf}: a visitor is one customer at most
 */
@Document("visitors")
@TypeAlias("visitor")
record VisitorDocument(@Id String key, String customerId, Instant linkedAt) {}
