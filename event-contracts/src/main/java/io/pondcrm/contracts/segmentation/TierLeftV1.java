package io.pondcrm.contracts.segmentation;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer has no tier in a scheme any longer, not even the lowest. A tier that they get later is
 * {@code tier.changed} without a {@code from}.
 *
 * @param customerId whose; also the record's key
 * @param scheme for example {@code b2b-accounts}
 * @param schemeVersion the version that decided; absent where the scheme was retired
 * @param from the tier before
 * @param cause {@code SCHEME_RETIRED}: nobody has a tier of it any longer; {@code NOT_KNOWN}:
 *     something is missing without which its rules give no tier, which the reasons name
 * @param reasons what led to it; none where the scheme was retired
 * @param leftAt when it was decided, UTC
 */
@EventType(value = "tier.left.v1", topic = "crm.tier.v1")
public record TierLeftV1(
        String customerId,
        String scheme,
        @Nullable Integer schemeVersion,
        String from,
        String cause,
        List<Reason> reasons,
        Instant leftAt) {

    public TierLeftV1 {
        reasons = List.copyOf(reasons);
    }
}
