package io.pondcrm.feedback.tier;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a customer's tiers lie in MongoDB.
 *
 * @param id the customer's
 * @param tier in the main scheme; null where they have none there
 * @param sequence of what was said last of the main scheme; 0 for nothing
 * @param others the tiers in other schemes, by scheme; absent where nothing was said of any
 */
@Document("customer_tiers")
@TypeAlias("customer-tier")
record TierDocument(
        @Id String id, @Nullable String tier, long sequence, @Nullable Map<String, Other> others) {

    /**
     * @param tier null where they have none any longer
     */
    record Other(@Nullable String tier, long sequence) {}
}
