package io.pondcrm.exemplar.parcel;

import io.pondcrm.exemplar.contracts.ParcelSentV1;
import io.pondcrm.exemplar.parcel.domain.Parcel;

class ParcelEvents {
    ParcelSentV1 announce(Parcel parcel) {
        return new ParcelSentV1(parcel.id());
    }
}
