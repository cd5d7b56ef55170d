package io.pondcrm.contracts.segmentation;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.List;

/**
 * A move to another tier, or to none, changed what a customer is entitled to. What it is now, with
 * parameters, tells {@code GET /customers/<id>/entitlements}.
 *
 * @param customerId whose; also the record's key
 * @param scheme the tier scheme, for example {@code retail-membership}
 * @param tier the tier now; empty text where the customer has none in this scheme any longer
 * @param gained ids of the benefits that came with the tier
 * @param lost ids of the benefits that went with the tier before
 * @param altered ids of the benefits that both tiers have, with other parameters
 * @param changedAt when the tier was decided, UTC
 */
@EventType(value = "entitlement.changed.v1", topic = "crm.tier.v1")
public record EntitlementChangedV1(
        String customerId,
        String scheme,
        String tier,
        List<String> gained,
        List<String> lost,
        List<String> altered,
        Instant changedAt) {

    public EntitlementChangedV1 {
        gained = List.copyOf(gained);
        lost = List.copyOf(lost);
        altered = List.copyOf(altered);
    }
}
