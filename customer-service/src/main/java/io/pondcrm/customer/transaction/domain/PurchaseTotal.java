package io.pondcrm.customer.transaction.domain;

import io.pondcrm.kernel.Money;
import java.time.Instant;

/**
 * Everything a customer bought and gave back in one currency.
 *
 * @param net sales less refunds
 * @param first when the first of them happened
 * @param last when the last of them happened
 */
public record PurchaseTotal(long sales, long refunds, Money net, Instant first, Instant last) {}
