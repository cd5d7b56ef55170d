package io.pondcrm.customer.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.customer.profile.domain.Customer;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Interests, and confirmations of what is known, as callers send and see them. */
final class InterestPayloads {

    private InterestPayloads() {}

    @Schema(description = "How much a customer cares for something")
    record InterestBody(
            @Schema(description = "More than 0, up to 1", example = "0.8")
                    @NotNull
                    @DecimalMin(value = "0", inclusive = false)
                    @DecimalMax("1")
                    @Digits(integer = 1, fraction = 4)
                    BigDecimal weight,
            @Schema(description = "How you know", example = "survey")
                    @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,39}")
                    @Nullable String source) {}

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Interest")
    record InterestView(
            @Schema(example = "golf") String code,
            @Schema(description = "More than 0, up to 1", example = "0.8") BigDecimal weight,
            @Schema(description = "Who told us", example = "client:front-end/survey")
                    @Nullable String source,
            @Nullable Instant updatedAt,
            @Schema(description = "How far the source is trusted, from 0 to 1", example = "0.9")
                    @Nullable BigDecimal confidence) {

        static Optional<InterestView> of(
                Customer customer, String code, Function<String, BigDecimal> confidence) {
            var weight = customer.profile().interests().get(code);
            if (weight == null) {
                return Optional.empty();
            }
            var told = customer.provenance().get("interests/" + code);
            return Optional.of(
                    new InterestView(
                            code,
                            weight,
                            told == null ? null : told.source(),
                            told == null ? null : told.updatedAt(),
                            told == null ? null : confidence.apply(told.source())));
        }

        static List<InterestView> listOf(
                Customer customer, Function<String, BigDecimal> confidence) {
            return customer.profile().interests().keySet().stream()
                    .flatMap(code -> of(customer, code, confidence).stream())
                    .toList();
        }
    }

    @Schema(description = "What a customer said is still right")
    record ConfirmationBody(
            @Schema(
                            description =
                                    "Fields, attributes/<name>, interests/<code>; those of which"
                                            + " nothing is known are passed over",
                            example = "[\"region\",\"contactPoints\"]")
                    @NotEmpty
                    @Size(max = 100)
                    List<@NotNull @Size(max = 100) String> fields) {}
}
