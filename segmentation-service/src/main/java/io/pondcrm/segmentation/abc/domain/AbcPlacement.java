package io.pondcrm.segmentation.abc.domain;

import io.pondcrm.segmentation.score.domain.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A customer's class in one classification.
 *
 * @param classification which
 * @param rank 1 brings most
 * @param value what the customer brought, in the classification's currency
 * @param share part of the whole, 0 to 1; negative for a negative value
 * @param cumulativeShare part that this customer and all larger ones bring together
 */
public record AbcPlacement(
        String classification,
        AbcClass abcClass,
        int rank,
        BigDecimal value,
        BigDecimal share,
        BigDecimal cumulativeShare,
        Instant asOf) {

    /** Why the customer has this class. */
    public List<Reason> reasons() {
        return List.of(
                new Reason(
                        "netSales", value.toPlainString(), "rank " + rank + " of all by net sales"),
                new Reason(
                        "cumulativeShare",
                        cumulativeShare.toPlainString(),
                        switch (abcClass) {
                            case A -> "up to the first cut, or the largest of all";
                            case B -> "behind the first cut, up to the second";
                            case C -> "behind the second cut, or nothing brought";
                        }));
    }
}
