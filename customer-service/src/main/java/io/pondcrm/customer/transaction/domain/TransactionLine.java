package io.pondcrm.customer.transaction.domain;

import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One position of a receipt.
 *
 * @param quantity more than nothing; fractions for goods that are weighed
 * @param unitPrice before discount
 * @param discount off the whole line; absent for none
 * @param margin what the line earns, where the partner tells
 */
public record TransactionLine(
        @Nullable String sku,
        @Nullable String category,
        BigDecimal quantity,
        Money unitPrice,
        @Nullable Money discount,
        @Nullable Money margin) {

    public TransactionLine {
        // Equal quantities shall be equal records: 2 and 2.0 are.
        quantity = quantity.stripTrailingZeros();
    }

    /** What the line costs: quantity times price, less the discount; not rounded. */
    BigDecimal amount() {
        var full = quantity.multiply(unitPrice.amount());
        return discount == null ? full : full.subtract(discount.amount());
    }
}
