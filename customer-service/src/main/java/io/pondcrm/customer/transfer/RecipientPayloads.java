package io.pondcrm.customer.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.customer.transfer.domain.Mechanism;
import io.pondcrm.customer.transfer.domain.Recipient;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recipients as callers send and see them. */
final class RecipientPayloads {

    private RecipientPayloads() {}

    @Schema(
            name = "NewTransferMechanism",
            description = "What makes it lawful to send data to a recipient abroad")
    record MechanismBody(
            @NotNull Mechanism.Kind kind,
            @Schema(
                            description = "Where it can be read; no personal data",
                            example = "SCC-2026-017, module 2")
                    @NotBlank
                    @Size(max = 200)
                    String reference,
            @Schema(description = "From then on it is none any more; no end if left out")
                    @Nullable Instant validUntil) {}

    @Schema(name = "NewDataRecipient", description = "Where a partner keeps what it is told")
    record RecipientBody(
            @Schema(description = "ISO 3166-1", example = "US")
                    @NotNull
                    @Pattern(regexp = "[A-Z]{2}")
                    String country,
            @Schema(
                            description =
                                    "On which data go there from other regions. Those whose names"
                                            + " begin with PIPL are for data from mainland China,"
                                            + " the others for data from elsewhere")
                    @NotNull
                    @Size(max = 20)
                    @Valid
                    List<@NotNull MechanismBody> mechanisms) {

        Recipient toDomain(String system, long version, Instant now) {
            return new Recipient(
                    system,
                    country,
                    mechanisms.stream()
                            .map(it ->
                                    new Mechanism(
                                            it.kind(),
                                            it.reference().strip(),
                                            it.validUntil() == null
                                                    ? null
                                                    : it.validUntil()
                                                            .truncatedTo(ChronoUnit.MILLIS)))
                            .toList(),
                    version,
                    now);
        }
    }

    @DataClass(DataClass.Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TransferMechanism")
    record MechanismView(
            Mechanism.Kind kind,
            @Schema(example = "SCC-2026-017, module 2") String reference,
            @Nullable Instant validUntil) {}

    @DataClass(DataClass.Level.INTERNAL)
    @Schema(name = "DataRecipient")
    record RecipientView(
            @Schema(example = "shop") String system,
            @Schema(description = "ISO 3166-1", example = "DE") String country,
            @Schema(
                            description =
                                    "Inside of it data go where they like: EEA, or the country",
                            example = "EEA")
                    String region,
            List<MechanismView> mechanisms,
            Instant updatedAt) {

        static RecipientView of(Recipient it) {
            return new RecipientView(
                    it.system(),
                    it.country(),
                    it.region().code(),
                    it.mechanisms().stream()
                            .map(one ->
                                    new MechanismView(
                                            one.kind(), one.reference(), one.validUntil()))
                            .toList(),
                    it.updatedAt());
        }
    }
}
