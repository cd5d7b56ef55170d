package io.pondcrm.contracts.segmentation;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A score of a customer has another value now.
 *
 * @param customerId whose; also the record's key
 * @param scoreType for example {@code rfm} or {@code abc}
 * @param model the model or classification, for example {@code rfm-default}
 * @param modelVersion which run or version of it decided
 * @param value the score as text, for example the cell {@code 543} or the class {@code A}
 * @param label the named group, for example {@code CHAMPIONS}, or {@code IMPORTANT_VALUE} of the
 *     eight classes; absent where the score has none; ignore what you do not know
 * @param reasons what led to it
 * @param asOf the moment the score speaks of, UTC
 */
@EventType(value = "score.updated.v1", topic = "crm.score.v1")
public record ScoreUpdatedV1(
        String customerId,
        String scoreType,
        String model,
        int modelVersion,
        String value,
        @Nullable String label,
        List<Reason> reasons,
        Instant asOf) {

    public ScoreUpdatedV1 {
        reasons = List.copyOf(reasons);
    }
}
