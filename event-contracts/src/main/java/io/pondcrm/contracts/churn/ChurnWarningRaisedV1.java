package io.pondcrm.contracts.churn;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer is about to leave, or has left, and somebody should look after them. A customer has at
 * most one open warning; it ends with {@code churn.warning-resolved.v1}.
 *
 * @param warningId names the warning; a second event with the same id says the same again, or that
 *     it is open again after a merge ended it
 * @param customerId whose; also the record's key
 * @param level {@code HIGH} or {@code VERY_HIGH}
 * @param score decimal from 0 to 1 when it was raised
 * @param label {@code ACTIVE}, {@code AT_RISK} or {@code CHURNED} when it was raised
 * @param definition the churn definition that decided, for example {@code own-rhythm}
 * @param definitionVersion which version of it
 * @param reasons what the score is the sum of, largest contribution first
 * @param expectedLoss score times what the customer would spend at their own rhythm; absent where
 *     nothing was bought in the definition's currency
 * @param raisedAt when, UTC
 */
@EventType(value = "churn.warning-raised.v1", topic = "crm.churn.v1")
public record ChurnWarningRaisedV1(
        String warningId,
        String customerId,
        String level,
        String score,
        String label,
        String definition,
        int definitionVersion,
        List<ChurnReason> reasons,
        @Nullable Amount expectedLoss,
        Instant raisedAt) {

    public ChurnWarningRaisedV1 {
        reasons = List.copyOf(reasons);
    }
}
