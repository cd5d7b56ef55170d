package io.pondcrm.contracts.customer;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer bought something, or gave something back. May arrive long after it happened, and in
 * any order.
 *
 * @param transactionId names the transaction; a second event with the same id says the same again
 * @param customerId who bought; also the record's key
 * @param type {@code SALE} or {@code REFUND}
 * @param occurredAt when it happened, UTC
 * @param amount decimal, of the whole transaction; positive for sales, negative for refunds
 * @param currency ISO 4217
 * @param channel where, for example {@code STORE}, {@code WEB}
 * @param system the partner system that told us
 * @param categories of the goods, sorted, where known
 * @param discount decimal, what the lines took off together, never negative; absent where no line
 *     is known, zero where lines took off nothing
 * @param margin decimal, what the transaction earned after the cost of the goods, by the margins of
 *     all its lines: below zero for a sale at a loss, and, as the amount is, for the profit that a
 *     refund gave back; absent where any line's margin is not known
 */
@EventType(value = "transaction.recorded.v1", topic = "crm.transaction.v1")
public record TransactionRecordedV1(
        String transactionId,
        String customerId,
        String type,
        Instant occurredAt,
        String amount,
        String currency,
        @Nullable String channel,
        @Nullable String system,
        List<String> categories,
        @Nullable String discount,
        @Nullable String margin) {

    public TransactionRecordedV1 {
        categories = List.copyOf(categories);
    }
}
