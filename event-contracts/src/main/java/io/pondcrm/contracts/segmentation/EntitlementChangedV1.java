package io.pondcrm.contracts.segmentation;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a customer is entitled to by their tier of a scheme is not what it was: another tier or
 * none, a grant that was made, ended, or whose dates were reached. It tells all that the customer
 * has by this scheme from now on, so that the last one heard is enough; changes that follow each
 * other quickly may be told as one.
 *
 * @param customerId whose; also the record's key
 * @param scheme the tier scheme, for example {@code retail-membership}
 * @param tier the tier now; empty text where the customer has none in this scheme any longer, which
 *     {@code tierLeft} says
 * @param gained ids of the benefits that the customer did not have before
 * @param lost ids of the benefits that the customer has no longer
 * @param altered ids of the benefits with other parameters; who keeps one by another grant or for
 *     another time finds it in {@code entitlements} only
 * @param changedAt when it was decided, UTC
 * @param tierLeft whether the customer has no tier in this scheme any longer; absent in events of
 *     before it was told
 * @param entitlements all that the customer has by this scheme now; absent in events of before it
 *     was told
 * @param ended what {@code lost} names, as it was; absent in events of before it was told
 * @param cause {@code EVENT} for a tier that moved, {@code TIME} for a date that was reached,
 *     {@code DEFINITION} for a grant that somebody made or ended; absent in events of before it was
 *     told
 */
@EventType(value = "entitlement.changed.v1", topic = "crm.tier.v1")
public record EntitlementChangedV1(
        String customerId,
        String scheme,
        String tier,
        List<String> gained,
        List<String> lost,
        List<String> altered,
        Instant changedAt,
        @Nullable Boolean tierLeft,
        @Nullable List<EntitledBenefit> entitlements,
        @Nullable List<EntitledBenefit> ended,
        @Nullable Cause cause) {

    public EntitlementChangedV1 {
        gained = List.copyOf(gained);
        lost = List.copyOf(lost);
        altered = List.copyOf(altered);
        entitlements = entitlements == null ? null : List.copyOf(entitlements);
        ended = ended == null ? null : List.copyOf(ended);
    }
}
