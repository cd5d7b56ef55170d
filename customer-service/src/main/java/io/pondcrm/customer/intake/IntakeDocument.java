package io.pondcrm.customer.intake;

import io.pondcrm.customer.consent.domain.Channel;
import io.pondcrm.customer.consent.domain.Purpose;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a form, or the shape of a source's records, lies in MongoDB.
 *
 * @param id of a form, or {@code intake:<source>}
 * @param schema JSON Schema, as text
 */
@Document("intakes")
@TypeAlias("intake")
record IntakeDocument(
        @Id String id,
        long version,
        boolean isForm,
        String titleEn,
        String titleZh,
        String schema,
        List<FieldLine> fields,
        List<ConsentLine> consents,
        OnMatch onMatch,
        boolean retired,
        Instant updatedAt) {

    /** What becomes of fields of a customer whom the answers are found to be from. */
    enum OnMatch {
        /** What is known stays: who fills in a form may be anybody who knows an address. */
        FILL,
        /** What is said now replaces it. */
        OVERWRITE
    }

    /** Where a field of a customer stands in the answers. */
    record FieldLine(
            @Schema(description = "JSON pointer into the answers", example = "/contact/email")
                    @NotBlank
                    @Size(max = 200)
                    String from,
            @Schema(
                            description =
                                    "As in mappings: displayName, email, phone, tags,"
                                            + " attributes.<key> …",
                            example = "email")
                    @NotBlank
                    @Size(max = 60)
                    String to) {}

    /** Which answer is a consent. */
    record ConsentLine(
            @Schema(description = "JSON pointer to a boolean: true grants", example = "/newsletter")
                    @NotBlank
                    @Size(max = 200)
                    String from,
            @NotNull Purpose purpose,
            @NotNull Channel channel,
            @Schema(description = "Which wording stands beside it", example = "privacy-2026-03")
                    @NotBlank
                    @Size(max = 200)
                    String noticeVersion) {}

    /** What provenance says of what came in by it. */
    String source() {
        return isForm ? "form:" + id : id;
    }
}
