package io.pondcrm.contracts.customer;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nothing changed: a transaction is told once more, because a copy of it was not as it should be,
 * or that there is none of this id, because somebody holds one.
 *
 * @param transactionId names the transaction
 * @param customerId who bought, or whose copy has it; also the record's key
 * @param known false if customer-service has no such transaction: whoever counts it takes it out,
 *     and all that follows here is absent
 * @param type {@code SALE} or {@code REFUND}
 * @param occurredAt when it happened, UTC
 * @param amount decimal, of the whole transaction; positive for sales, negative for refunds
 * @param currency ISO 4217
 * @param channel where, for example {@code STORE}, {@code WEB}
 * @param system the partner system that told us
 * @param categories of the goods, sorted, where known
 * @param discount decimal, what the lines took off together; absent where no line is known
 * @param margin decimal, what the transaction earned after the cost of the goods; absent where any
 *     line's margin is not known
 */
@EventType(value = "transaction.restated.v1", topic = "crm.transaction.v1")
public record TransactionRestatedV1(
        String transactionId,
        String customerId,
        boolean known,
        @Nullable String type,
        @Nullable Instant occurredAt,
        @Nullable String amount,
        @Nullable String currency,
        @Nullable String channel,
        @Nullable String system,
        @Nullable List<String> categories,
        @Nullable String discount,
        @Nullable String margin) {

    /** There is no such transaction: a copy that has it is to take it out. */
    public static TransactionRestatedV1 unknown(String transactionId, String customerId) {
        return new TransactionRestatedV1(
                transactionId,
                customerId,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
