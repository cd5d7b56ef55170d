package io.pondcrm.customer.quality;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.customer.quality.FindingDocument.Fix;
import io.pondcrm.customer.quality.FindingDocument.State;
import io.pondcrm.customer.quality.domain.Defect;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Runs, findings and feeds as callers send and see them. */
final class QualityPayloads {

    private QualityPayloads() {}

    @Schema(description = "A look at all customers")
    record RunBody(
            @Schema(
                            description =
                                    "true only finds; false also puts right what can be, each fix"
                                            + " reversible",
                            defaultValue = "true")
                    @Nullable Boolean dryRun) {}

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Finding")
    record FindingView(
            @Schema(example = "fnd_01h455vb4pex5vsknk084sn02q") String id,
            String customerId,
            Defect.Kind kind,
            @Schema(
                            description =
                                    "Which field; of a DOUBLE the other customer, of FEED_MISSING"
                                            + " the feed",
                            example = "displayName")
                    String field,
            State state,
            @Schema(description = "Whether we know what would be right") boolean fixable,
            String runId,
            Instant foundAt,
            @DataClass(Level.PERSONAL) @Schema(description = "Of a fix: what was there")
                    @Nullable String before,
            @DataClass(Level.PERSONAL)
                    @Schema(description = "Of a fix: what is there since; of an open one, would be")
                    @Nullable String after) {

        static FindingView of(FindingDocument it, @Nullable Fix fix) {
            return new FindingView(
                    it.id(),
                    it.customerId(),
                    it.kind(),
                    it.field(),
                    it.state(),
                    it.kind().fixable(),
                    it.runId(),
                    it.foundAt(),
                    fix == null ? null : fix.before(),
                    fix == null ? null : fix.after());
        }
    }

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CustomerSource", description = "One input feed of a customer")
    record SourceView(
            @Schema(
                            description =
                                    "profile:<source>, transactions:<system>, interactions:<system>,"
                                            + " submissions:<form or intake>",
                            example = "transactions:shop")
                    String feed,
            @Schema(description = "Rows that arrived; of a profile, fields that stand") long rows,
            @Nullable Instant lastAt,
            @Schema(description = "Since the last arrival", example = "PT36H", type = "string")
                    @Nullable Duration lag,
            @Schema(description = "It is expected more often, or at all") boolean missing) {}
}
