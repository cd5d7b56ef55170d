package io.pondcrm.customer.restriction;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.contracts.customer.CustomerProcessingChangedV1;
import io.pondcrm.customer.restriction.domain.Stops;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Says in the words of the contract what a customer had stopped. */
@Component
class RestrictionEvents {

    private final EventWriter writer;

    RestrictionEvents(EventWriter writer) {
        this.writer = writer;
    }

    OutboxEntry changed(CustomerId customer, Stops now, Instant at) {
        return writer.entry(
                customer.value(),
                new CustomerProcessingChangedV1(
                        customer.value(),
                        now.isRestricted(),
                        now.stopped().stream().map(Enum::name).toList(),
                        at));
    }
}
