package io.pondcrm.contracts.segmentation;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer entered another stage of the customer lifecycle.
 *
 * @param customerId whose; also the record's key
 * @param scheme for example {@code lifecycle-5}
 * @param schemeVersion the version that decided
 * @param from the stage before; absent for the first
 * @param to the stage now, for example {@code REPEAT}
 * @param reasons what led to it
 * @param enteredAt when the stage began, UTC: the moment of the cause, not of its discovery
 * @param playbook the id, in engagement-service, of what is to be done with customers who enter
 *     this stage, by its strategy when the change was decided; absent where the stage has none
 * @param strategyVersion the version of that strategy; absent where the stage has none
 */
@EventType(value = "lifecycle.changed.v1", topic = "crm.lifecycle.v1")
public record LifecycleChangedV1(
        String customerId,
        String scheme,
        int schemeVersion,
        @Nullable String from,
        String to,
        List<Reason> reasons,
        Instant enteredAt,
        @Nullable String playbook,
        @Nullable Long strategyVersion) {

    public LifecycleChangedV1 {
        reasons = List.copyOf(reasons);
    }
}
