package io.pondcrm.contracts.segmentation;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer's tier is another one now.
 *
 * @param customerId whose; also the record's key
 * @param scheme for example {@code retail-membership}
 * @param schemeVersion the version that decided
 * @param from the tier before; absent for the first
 * @param to the tier now
 * @param direction {@code ENTERED}, {@code RAISED} or {@code LOWERED}
 * @param since the first day of the new tier, in the scheme's zone
 * @param reviewAt the day on which the tier is looked at again
 * @param reasons what led to it
 * @param changedAt when it was decided, UTC
 */
@EventType(value = "tier.changed.v1", topic = "crm.tier.v1")
public record TierChangedV1(
        String customerId,
        String scheme,
        int schemeVersion,
        @Nullable String from,
        String to,
        String direction,
        LocalDate since,
        LocalDate reviewAt,
        List<Reason> reasons,
        Instant changedAt) {

    public TierChangedV1 {
        reasons = List.copyOf(reasons);
    }
}
