package io.pondcrm.engagement.playbook.domain;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.NamedUuid;
import io.pondcrm.kernel.TypeId;
import java.time.Instant;

/**
 * A customer entered a stage for which there is a strategy.
 *
 * @param playbook the one that the strategy names; there may be none of that name
 * @param strategyVersion the strategy's, when the entry was decided; 0 where it was not told
 * @param enteredAt the moment of the cause, not of its discovery
 */
public record StageEntry(
        CustomerId customer,
        String scheme,
        String stage,
        String playbook,
        long strategyVersion,
        Instant enteredAt) {

    /**
     * The one id of the enrolment that comes of it. News that is told again, or that comes back to
     * the same entry after a correction, meets what was decided first.
     */
    public String enrolment() {
        return TypeId.of(
                "enr",
                NamedUuid.of(
                        "enrolment/%s/%s/%s/%s/%s"
                                .formatted(playbook, scheme, customer, stage, enteredAt)));
    }
}
