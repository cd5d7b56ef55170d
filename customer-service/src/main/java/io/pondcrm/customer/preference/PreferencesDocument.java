package io.pondcrm.customer.preference;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How preferences lie in MongoDB.
 *
 * @param id the customer's id
 * @param preferences JSON, sealed with the customer's own key: together they describe a person
 */
@Document("customer_preferences")
@TypeAlias("customer-preferences")
record PreferencesDocument(
        @Id String id, long version, byte[] preferences, String source, Instant updatedAt) {}
