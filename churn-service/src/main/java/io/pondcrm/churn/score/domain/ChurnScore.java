package io.pondcrm.churn.score.domain;

import io.pondcrm.churn.definition.domain.ChurnDefinition;
import io.pondcrm.churn.definition.domain.Label;
import io.pondcrm.churn.definition.domain.Rhythm;
import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How likely a customer is to leave: points from 0 to 1, not a probability, for nobody has
 * calibrated them.
 *
 * @param value the sum of all contributions, exactly
 * @param label what the definition alone says
 * @param contributions one for each feature, also those that add nothing
 * @param expectedLoss the score times what the customer would spend within the definition's horizon
 *     at their own rhythm; null where nothing was bought in the definition's currency
 * @param inputsHash equal inputs give an equal hash
 * @param asOf the moment the score speaks of
 */
public record ChurnScore(
        ChurnDefinition definition,
        BigDecimal value,
        Band band,
        Label label,
        Rhythm rhythm,
        List<Contribution> contributions,
        @Nullable Money expectedLoss,
        String inputsHash,
        Instant asOf) {

    private static final Comparator<Contribution> LARGEST_FIRST =
            Comparator.comparing(Contribution::points)
                    .reversed()
                    .thenComparing(Contribution::feature);

    public ChurnScore {
        contributions = List.copyOf(contributions);
    }

    /** The contributions that matter, largest first. They still add up to the score. */
    public List<Contribution> reasons() {
        return contributions.stream()
                .filter(it -> it.points().signum() != 0)
                .sorted(LARGEST_FIRST)
                .toList();
    }
}
