package io.pondcrm.segmentation.abc.domain;

import java.math.BigDecimal;
import java.time.Instant;

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
        Instant asOf) {}
