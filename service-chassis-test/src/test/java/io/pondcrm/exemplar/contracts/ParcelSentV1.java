package io.pondcrm.exemplar.contracts;

import io.pondcrm.kernel.EventType;

@EventType(value = "parcel.sent.v1", topic = "crm.exemplar.v1")
public record ParcelSentV1(String id) {}
