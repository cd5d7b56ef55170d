package io.pondcrm.customer.transaction;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.contracts.customer.TransactionRecordedV1;
import io.pondcrm.contracts.customer.TransactionRestatedV1;
import io.pondcrm.customer.transaction.domain.Transaction;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.stereotype.Component;

/** Says in the words of the contract that a transaction was recorded. */
@Component
class TransactionEvents {

    private final EventWriter writer;

    TransactionEvents(EventWriter writer) {
        this.writer = writer;
    }

    OutboxEntry recorded(Transaction transaction) {
        return writer.entry(
                transaction.customer().value(),
                new TransactionRecordedV1(
                        transaction.id(),
                        transaction.customer().value(),
                        transaction.type().name(),
                        transaction.occurredAt(),
                        transaction.netAmount().amount().toPlainString(),
                        transaction.total().currency().getCurrencyCode(),
                        transaction.channel(),
                        transaction.system(),
                        List.copyOf(transaction.categories()),
                        transaction.discount().map(BigDecimal::toPlainString).orElse(null),
                        transaction.netMargin().map(BigDecimal::toPlainString).orElse(null)));
    }

    /** What did not change, once more. */
    OutboxEntry restated(Transaction transaction) {
        return writer.entry(
                transaction.customer().value(),
                new TransactionRestatedV1(
                        transaction.id(),
                        transaction.customer().value(),
                        true,
                        transaction.type().name(),
                        transaction.occurredAt(),
                        transaction.netAmount().amount().toPlainString(),
                        transaction.total().currency().getCurrencyCode(),
                        transaction.channel(),
                        transaction.system(),
                        List.copyOf(transaction.categories()),
                        transaction.discount().map(BigDecimal::toPlainString).orElse(null),
                        transaction.netMargin().map(BigDecimal::toPlainString).orElse(null)));
    }
}
