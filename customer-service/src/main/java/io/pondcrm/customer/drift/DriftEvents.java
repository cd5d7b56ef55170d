package io.pondcrm.customer.drift;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.contracts.copies.CopiesAskedV1;
import io.pondcrm.contracts.customer.CustomerUnknownV1;
import io.pondcrm.contracts.customer.TransactionRestatedV1;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Asks in the words of the contract what others hold, and says what they should not. */
@Component
class DriftEvents {

    private final EventWriter writer;

    DriftEvents(EventWriter writer) {
        this.writer = writer;
    }

    OutboxEntry asked(String id, Questions.Question question, int most) {
        return writer.entry(
                id,
                new CopiesAskedV1(
                        id,
                        question.service(),
                        question.after(),
                        question.until(),
                        question.customers(),
                        most,
                        question.withItems()));
    }

    OutboxEntry unknown(String customer, Instant at) {
        return writer.entry(customer, new CustomerUnknownV1(customer, at));
    }

    OutboxEntry noTransaction(String customer, String transaction) {
        return writer.entry(customer, TransactionRestatedV1.unknown(transaction, customer));
    }
}
