package io.pondcrm.exemplar.parcel.domain;

import io.pondcrm.kernel.Money;
import java.time.Instant;

public record Parcel(String id, Money value, Instant sentAt) {}
