package io.pondcrm.contracts.churn;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer's churn score is another one now: something happened, or enough time passed.
 *
 * @param customerId whose; also the record's key
 * @param definition the churn definition that decided, for example {@code own-rhythm}
 * @param definitionVersion which version of it
 * @param score decimal from 0 to 1, the larger the likelier to leave; points, not a probability
 * @param band {@code LOW}, {@code MEDIUM}, {@code HIGH} or {@code VERY_HIGH}
 * @param previousBand the band announced before; absent for the first
 * @param label {@code ACTIVE}, {@code AT_RISK} or {@code CHURNED} by the definition alone
 * @param reasons what the score is the sum of
 * @param expectedLoss score times what the customer would spend at their own rhythm; absent where
 *     nothing was bought in the definition's currency
 * @param inputsHash equal inputs give an equal hash
 * @param asOf the moment the score speaks of, UTC
 */
@EventType(value = "churn.scored.v1", topic = "crm.churn.v1")
public record ChurnScoredV1(
        String customerId,
        String definition,
        int definitionVersion,
        String score,
        String band,
        @Nullable String previousBand,
        String label,
        List<ChurnReason> reasons,
        @Nullable Amount expectedLoss,
        String inputsHash,
        Instant asOf) {

    public ChurnScoredV1 {
        reasons = List.copyOf(reasons);
    }
}
