package io.pondcrm.exemplar.parcel;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.exemplar.contracts.ParcelSentV1;
import io.pondcrm.exemplar.parcel.domain.Parcel;
import org.springframework.stereotype.Component;

@Component
class ParcelEvents {

    private final EventWriter events;

    ParcelEvents(EventWriter events) {
        this.events = events;
    }

    OutboxEntry announce(Parcel parcel) {
        return events.entry(parcel.id(), new ParcelSentV1(parcel.id()));
    }
}
