package io.pondcrm.exemplar.parcel.domain;

import io.pondcrm.kernel.Money;
import java.time.Instant;

public record Parcel(String id, String recipient, Size size, Money value, Instant sentAt) {

    public enum Size {
        SMALL,
        LARGE
    }
}
