package io.pondcrm.customer.preference;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Preferences as callers send and see them. */
final class PreferencesPayloads {

    private static final String CODE = "[A-Za-z0-9][A-Za-z0-9-]{0,39}";
    private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";

    private PreferencesPayloads() {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "ContactWindow", description = "When it suits the customer, by their own clock")
    record Window(
            @NotEmpty @Size(max = 7) List<@NotNull DayOfWeek> days,
            @Schema(example = "18:00") @NotNull @Pattern(regexp = TIME) String from,
            @Schema(example = "20:30") @NotNull @Pattern(regexp = TIME) String until) {}

    @Schema(description = "What a customer prefers. Fields left out stay, null clears one")
    record PreferencesBody(
            @Schema(
                            description = "0 who looks at the price alone, 1 at the quality alone",
                            example = "0.7")
                    @DecimalMin("0")
                    @DecimalMax("1")
                    @Digits(integer = 1, fraction = 4)
                    @Nullable BigDecimal qualityOverPrice,
            @Schema(description = "Codes of products or categories, best first") @Size(max = 50)
                    @Nullable List<@NotNull @Pattern(regexp = CODE) String> products,
            @Schema(description = "Codes of services, best first", example = "[\"home-delivery\"]")
                    @Size(max = 50)
                    @Nullable List<@NotNull @Pattern(regexp = CODE) String> services,
            @Valid @Nullable Window contactWindow) {

        static final PreferencesBody NONE = new PreferencesBody(null, null, null, null);
    }

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Preferences")
    record PreferencesView(
            @Schema(
                            description = "0 who looks at the price alone, 1 at the quality alone",
                            example = "0.7")
                    @Nullable BigDecimal qualityOverPrice,
            List<String> products,
            List<String> services,
            @Nullable Window contactWindow,
            @Schema(description = "Who told us last", example = "client:front-end")
                    @Nullable String source,
            @Nullable Instant updatedAt) {

        static PreferencesView of(StoredPreferences stored) {
            var body = stored.body();
            return new PreferencesView(
                    body.qualityOverPrice(),
                    body.products() == null ? List.of() : body.products(),
                    body.services() == null ? List.of() : body.services(),
                    body.contactWindow(),
                    stored.source(),
                    stored.updatedAt());
        }
    }

    /**
     * @param version 0 where nothing was ever said of this very customer
     */
    record StoredPreferences(
            PreferencesBody body,
            long version,
            @Nullable String source,
            @Nullable Instant updatedAt) {}
}
