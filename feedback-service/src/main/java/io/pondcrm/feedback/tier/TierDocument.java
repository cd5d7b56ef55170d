package io.pondcrm.feedback.tier;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a customer's tier lies in MongoDB.
 *
 * @param id the customer's
 * @param tier null where they have none any longer
 * @param sequence of what was said last
 */
@Document("customer_tiers")
@TypeAlias("customer-tier")
record TierDocument(@Id String id, @Nullable String tier, long sequence) {}
