package io.pondcrm.customer.consent;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.contracts.customer.ConsentGrantedV1;
import io.pondcrm.contracts.customer.ConsentRestatedV1;
import io.pondcrm.contracts.customer.ConsentWithdrawnV1;
import io.pondcrm.contracts.customer.StatedConsent;
import io.pondcrm.customer.consent.domain.ConsentLedger;
import io.pondcrm.customer.consent.domain.ConsentStatement;
import io.pondcrm.kernel.CustomerId;
import org.springframework.stereotype.Component;

/** Says in the words of the contract what a customer allows or no longer allows. */
@Component
class ConsentEvents {

    private final EventWriter writer;

    ConsentEvents(EventWriter writer) {
        this.writer = writer;
    }

    OutboxEntry announce(CustomerId customer, ConsentStatement said) {
        var id = customer.value();
        var purpose = said.purpose().name();
        var channel = said.channel().name();
        return writer.entry(
                id,
                switch (said.decision()) {
                    case GRANTED -> new ConsentGrantedV1(id, purpose, channel, said.at());
                    case WITHDRAWN -> new ConsentWithdrawnV1(id, purpose, channel, said.at());
                });
    }

    /** All that was told last, once more. */
    OutboxEntry restated(ConsentLedger ledger) {
        var id = ledger.customer().value();
        return writer.entry(
                id,
                new ConsentRestatedV1(
                        id,
                        ledger.announced().values().stream()
                                .map(it ->
                                        new StatedConsent(
                                                it.purpose().name(),
                                                it.channel().name(),
                                                it.isGrant()))
                                .toList()));
    }
}
