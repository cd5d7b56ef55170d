package io.pondcrm.customer.intake;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.customer.consent.domain.Channel;
import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.customer.intake.IntakeDocument.ConsentLine;
import io.pondcrm.customer.intake.IntakeDocument.FieldLine;
import io.pondcrm.customer.intake.IntakeDocument.OnMatch;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Forms, sources and what comes in by them, as callers send and see them. */
final class IntakePayloads {

    private static final String A_SCHEMA =
            """
            {"type":"object","required":["email"],"additionalProperties":false,\
            "properties":{"email":{"type":"string","format":"email"},"newsletter":{"type":"boolean"}}}\
            """;

    private IntakePayloads() {}

    @Schema(description = "What people call it")
    record TitlesBody(
            @Schema(example = "Sign up") @NotBlank @Size(max = 200) String en,
            @Schema(example = "会员登记") @NotBlank @Size(max = 200) String zh) {}

    @Schema(
            name = "IntakeDefinition",
            description = "A form, or the shape of a source's records, and what becomes of answers")
    record DefinitionBody(
            @NotNull @Valid TitlesBody title,
            @Schema(
                            description =
                                    "JSON Schema, draft 2020-12, of an object; without references"
                                            + " and regular expressions",
                            example = A_SCHEMA)
                    @NotEmpty
                    Map<String, Object> schema,
            @NotEmpty @Size(max = 100) List<@NotNull @Valid FieldLine> fields,
            @Size(max = 20) @Nullable List<@NotNull @Valid ConsentLine> consents,
            @Schema(
                            description =
                                    "Of a customer whom we know: FILL what is not known, or"
                                            + " OVERWRITE it",
                            defaultValue = "FILL")
                    @Nullable OnMatch onMatch) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "IntakeTitles")
    record TitlesView(String en, String zh) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "IntakeField")
    record FieldView(String from, String to) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "IntakeConsent")
    record ConsentView(String from, Purpose purpose, Channel channel, String noticeVersion) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "Intake")
    record IntakeView(
            @Schema(example = "frm_01h455vb4pex5vsknk084sn02q") String id,
            TitlesView title,
            @Schema(description = "JSON Schema, as text") String schema,
            List<FieldView> fields,
            List<ConsentView> consents,
            OnMatch onMatch,
            @Schema(description = "Takes nothing any more") boolean retired,
            long version) {

        static IntakeView of(IntakeDocument it) {
            return new IntakeView(
                    it.id(),
                    new TitlesView(it.titleEn(), it.titleZh()),
                    it.schema(),
                    it.fields().stream().map(f -> new FieldView(f.from(), f.to())).toList(),
                    it.consents().stream()
                            .map(c ->
                                    new ConsentView(
                                            c.from(), c.purpose(), c.channel(), c.noticeVersion()))
                            .toList(),
                    it.onMatch(),
                    it.retired(),
                    it.version());
        }
    }

    @Schema(description = "What somebody filled in")
    record SubmissionBody(
            @Schema(
                            implementation = Object.class,
                            description = "As the form's schema wants it",
                            example = "{\"email\":\"ada@example.org\",\"newsletter\":true}")
                    @NotNull
                    JsonNode answers) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "Submission")
    record SubmissionView(
            @Schema(example = "sub_01h455vb4pex5vsknk084sn02q") String id,
            String customerId,
            @Schema(description = "Whether the customer became known by this") boolean created,
            @Schema(description = "Fields that stayed as they were, by FILL") List<String> kept,
            @Schema(description = "Consents that were taken down") int consents,
            Instant receivedAt) {}
}
