package io.pondcrm.customer.attribute;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.customer.attribute.domain.AttributeDefinition;
import io.pondcrm.customer.attribute.domain.AttributeGroup;
import io.pondcrm.customer.attribute.domain.AttributeType;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Definitions of attributes as callers send and see them. */
final class AttributePayloads {

    private AttributePayloads() {}

    @Schema(description = "What people call the attribute")
    record LabelsBody(
            @Schema(example = "Favourite store") @NotBlank @Size(max = 100) String en,
            @Schema(example = "常去门店") @NotBlank @Size(max = 100) String zh) {}

    @Schema(
            description =
                    "A new attribute of customers. Key, type and published stay as they are made")
    record NewAttributeBody(
            @Schema(example = "favouriteStore")
                    @NotNull
                    @Pattern(regexp = "[A-Za-z][A-Za-z0-9]{0,39}")
                    String key,
            @NotNull AttributeGroup group,
            @NotNull AttributeType type,
            @Schema(
                            description =
                                    "Whether values travel with events, so that segments can ask"
                                            + " for them, and lie unsealed. Never where values name"
                                            + " somebody. Else they are personal, and sealed")
                    @Nullable Boolean published,
            @Schema(
                            description =
                                    "Whether values are written down only for customers who granted"
                                            + " SENSITIVE_DATA over ANY channel: health, beliefs,"
                                            + " finances. They go when it is withdrawn. Never with"
                                            + " published, and never taken back")
                    @Nullable Boolean sensitive,
            @Schema(description = "Of texts, in characters") @Min(1) @Max(500)
                    @Nullable Integer maxLength,
            @Schema(description = "Of numbers and dates, inclusive", example = "0") @Size(max = 40)
                    @Nullable String least,
            @Schema(description = "Of numbers and dates, inclusive", example = "100")
                    @Size(max = 40)
                    @Nullable String most,
            @Schema(description = "All values of a CODE") @Size(max = 500)
                    @Nullable List<@NotBlank @Size(max = 60) String> codes,
            @NotNull @Valid LabelsBody labels) {

        AttributeDefinition toDomain(Instant now) {
            return new AttributeDefinition(
                    key,
                    group,
                    type,
                    Boolean.TRUE.equals(published),
                    Boolean.TRUE.equals(sensitive),
                    maxLength,
                    least,
                    most,
                    codes == null ? List.of() : codes,
                    labels.en(),
                    labels.zh(),
                    false,
                    1,
                    now);
        }
    }

    @Schema(description = "What may change of a definition. Values that are stored stay")
    record AttributeBody(
            @NotNull AttributeGroup group,
            @Min(1) @Max(500) @Nullable Integer maxLength,
            @Size(max = 40) @Nullable String least,
            @Size(max = 40) @Nullable String most,
            @Size(max = 500) @Nullable List<@NotBlank @Size(max = 60) String> codes,
            @NotNull @Valid LabelsBody labels,
            @Schema(description = "Whether new values are refused") boolean retired,
            @Schema(description = "True stays true; values that are stored stay")
                    boolean sensitive) {

        static AttributeBody of(AttributeDefinition it) {
            return new AttributeBody(
                    it.group(),
                    it.maxLength(),
                    it.least(),
                    it.most(),
                    it.codes(),
                    new LabelsBody(it.labelEn(), it.labelZh()),
                    it.retired(),
                    it.sensitive());
        }

        AttributeDefinition over(AttributeDefinition old, Instant now) {
            return new AttributeDefinition(
                    old.key(),
                    group,
                    old.type(),
                    old.published(),
                    sensitive,
                    maxLength,
                    least,
                    most,
                    codes == null ? List.of() : codes,
                    labels.en(),
                    labels.zh(),
                    retired,
                    old.version() + 1,
                    now);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "AttributeLabels")
    record LabelsView(String en, String zh) {}

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AttributeDefinition")
    record AttributeView(
            String key,
            AttributeGroup group,
            AttributeType type,
            @Schema(description = "Values travel with events and lie unsealed") boolean published,
            @Schema(description = "Values need a consent of their own") boolean sensitive,
            @Nullable Integer maxLength,
            @Nullable String least,
            @Nullable String most,
            @Schema(description = "All values of a CODE; else empty") List<String> codes,
            LabelsView labels,
            @Schema(description = "New values are refused; those stored stay") boolean retired,
            @Schema(description = "0 of those that a setting names; they can't be changed here")
                    long version) {

        static AttributeView of(AttributeDefinition it) {
            return new AttributeView(
                    it.key(),
                    it.group(),
                    it.type(),
                    it.published(),
                    it.sensitive(),
                    it.maxLength(),
                    it.least(),
                    it.most(),
                    it.codes(),
                    new LabelsView(it.labelEn(), it.labelZh()),
                    it.retired(),
                    it.version());
        }
    }
}
