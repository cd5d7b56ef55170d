package io.pondcrm.customer.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.customer.identity.domain.MergeState;
import io.pondcrm.customer.profile.domain.Survivorship;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Merges as callers send and see them. */
final class MergePayloads {

    private MergePayloads() {}

    @Schema(name = "NewMerge")
    record MergeBody(
            @Schema(
                            description = "Who is merged into the customer of the path",
                            example = "cus_01h455vb4pex5vsknk084sn02q")
                    @NotNull
                    String mergedCustomerId,
            @Schema(
                            description =
                                    "By field: whose value counts where both have one; SURVIVOR if"
                                            + " left out. attributes/<name> for one attribute, and"
                                            + " contactPoints for whose come first: they are united,"
                                            + " as tags are",
                            example = "{\"displayName\":\"NEWEST\",\"region\":\"MERGED\"}")
                    @Size(max = 100)
                    @Nullable Map<String, @NotNull Survivorship> survivorship,
            @Schema(description = "For the record, without personal data", example = "TICKET-77")
                    @Size(max = 200)
                    @Nullable String reason) {}

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Merge")
    record MergeView(
            @Schema(example = "mrg_01h455vb4pex5vsknk084sn02q") String id,
            String survivorId,
            String mergedId,
            MergeState state,
            Map<String, Survivorship> survivorship,
            @Nullable String reason,
            @Schema(example = "client:front-end") String requestedBy,
            Instant createdAt,
            @Nullable Instant mergedAt,
            @Nullable Instant unmergedAt,
            @Schema(
                            description =
                                    "Fields of the survivor that were changed since the merge and"
                                            + " kept their value when it was undone")
                    @Nullable List<String> kept) {

        static MergeView of(MergeDocument merge) {
            return new MergeView(
                    merge.id(),
                    merge.survivorId(),
                    merge.mergedId(),
                    merge.state(),
                    merge.survivorship(),
                    merge.reason(),
                    merge.requestedBy(),
                    merge.createdAt(),
                    merge.mergedAt(),
                    merge.unmergedAt(),
                    merge.kept());
        }
    }
}
