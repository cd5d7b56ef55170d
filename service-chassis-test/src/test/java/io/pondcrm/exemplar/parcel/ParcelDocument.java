package io.pondcrm.exemplar.parcel;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.exemplar.parcel.domain.Parcel;
import io.pondcrm.kernel.Money;
import java.time.Instant;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

@Document("parcels")
@TypeAlias("parcel")
record ParcelDocument(
        String id,
        long version,
        String recipient,
        String size,
        String amount,
        String currency,
        Instant sentAt)
        implements Outboxed {

    static ParcelDocument of(Parcel parcel) {
        return new ParcelDocument(
                parcel.id(),
                1,
                parcel.recipient(),
                parcel.size().name(),
                parcel.value().amount().toPlainString(),
                parcel.value().currency().getCurrencyCode(),
                parcel.sentAt());
    }

    Parcel toDomain() {
        return new Parcel(
                id, recipient, Parcel.Size.valueOf(size), Money.of(amount, currency), sentAt);
    }
}
