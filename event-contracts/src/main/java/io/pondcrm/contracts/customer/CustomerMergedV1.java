package io.pondcrm.contracts.customer;

import io.pondcrm.kernel.EventType;
import java.time.Instant;

/**
 * Two customers turned out to be one: whatever is known of the merged one belongs to the survivor
 * from now on. Told to both, each under their own key. Keep where things came from: the merge may
 * be undone.
 *
 * @param mergeId names the merge; the same for both
 * @param survivorId the customer who stays
 * @param mergedId the customer who is merged; events about them may still come
 * @param mergedAt when, UTC
 */
@EventType(value = "customer.merged.v1", topic = "crm.customer.v1")
public record CustomerMergedV1(
        String mergeId, String survivorId, String mergedId, Instant mergedAt) {}
