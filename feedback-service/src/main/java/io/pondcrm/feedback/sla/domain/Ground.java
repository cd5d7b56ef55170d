package io.pondcrm.feedback.sla.domain;

import io.pondcrm.feedback.entitlement.domain.Entitlement;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The benefit by which a policy applies to a customer.
 *
 * @param benefit what those who give it go by
 * @param benefitId {@code ben_…}
 * @param grantId the grant that gives it to the customer's tier
 * @param scheme the scheme of that tier
 * @param tier that tier
 * @param until when it was to end; null for no end that was known
 * @param sets the clocks whose target is the benefit's own, and not the policy's
 */
public record Ground(
        String benefit,
        String benefitId,
        String grantId,
        String scheme,
        String tier,
        @Nullable Instant until,
        Set<ClockKind> sets) {

    public Ground {
        sets = Set.copyOf(sets);
    }

    static Ground of(Entitlement entitlement, Set<ClockKind> sets) {
        return new Ground(
                entitlement.benefit(),
                entitlement.benefitId(),
                entitlement.grantId(),
                entitlement.scheme(),
                entitlement.tier(),
                entitlement.until(),
                sets);
    }
}
