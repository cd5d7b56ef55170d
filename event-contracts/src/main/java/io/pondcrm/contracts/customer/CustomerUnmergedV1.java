package io.pondcrm.contracts.customer;

import io.pondcrm.kernel.EventType;
import java.time.Instant;

/**
 * A merge was undone: what came with the merged customer, before or since, is theirs again. Told to
 * both, each under their own key.
 *
 * @param mergeId names the merge that was undone; the same for both
 * @param survivorId the customer who stayed
 * @param mergedId the customer who is one of their own again
 * @param unmergedAt when, UTC
 */
@EventType(value = "customer.unmerged.v1", topic = "crm.customer.v1")
public record CustomerUnmergedV1(
        String mergeId, String survivorId, String mergedId, Instant unmergedAt) {}
