package io.pondcrm.exemplar.parcel;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.chassis.security.DataClass.Mask;
import io.pondcrm.exemplar.parcel.domain.Parcel;
import io.pondcrm.kernel.Money;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;

final class ParcelPayloads {

    private ParcelPayloads() {}

    record NewParcel(
            @NotBlank @Pattern(regexp = "parcel_[0-9]+") String id,
            @NotBlank String recipient,
            @NotNull Parcel.Size size) {

        Parcel toDomain(Instant sentAt) {
            return new Parcel(id, recipient, size, Money.of("12.30", "CNY"), sentAt);
        }
    }

    @DataClass(Level.INTERNAL)
    record ParcelView(
            String id,
            @DataClass(value = Level.PERSONAL, mask = Mask.NAME) String recipient,
            Parcel.Size size,
            Instant sentAt) {

        static ParcelView from(Parcel parcel) {
            return new ParcelView(parcel.id(), parcel.recipient(), parcel.size(), parcel.sentAt());
        }
    }

    @DataClass(Level.INTERNAL)
    record ParcelList(List<ParcelView> items) {}
}
