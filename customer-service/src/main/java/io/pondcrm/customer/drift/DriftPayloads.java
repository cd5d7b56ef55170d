package io.pondcrm.customer.drift;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class DriftPayloads {

    private DriftPayloads() {}

    @DataClass(DataClass.Level.INTERNAL)
    @Schema(name = "DriftCheck")
    record CheckView(
            @Schema(
                            description = "The same as that of its job",
                            example = "job_01h455vb4pex5vsknk084sn02q")
                    String id,
            @Schema(description = "The client that asked for it") String requestedBy,
            Instant createdAt,
            @Schema(description = "Whether its job has ended, whichever way") boolean ended,
            @Schema(description = "How many customers of ours were compared", example = "1200")
                    long customers,
            @Schema(description = "Whose copies are compared") List<String> services,
            @Schema(
                            description =
                                    "Who of them did not answer: nothing is said of their copies,"
                                            + " or not of all")
                    List<String> silentServices,
            @Schema(description = "How many copies are where") Map<DriftState, Long> differences) {

        static CheckView of(
                DriftCheckDocument check, boolean ended, Map<DriftState, Long> differences) {
            return new CheckView(
                    check.id(),
                    check.requestedBy(),
                    check.createdAt(),
                    ended,
                    check.customers(),
                    check.services(),
                    check.silent(),
                    differences);
        }
    }

    @DataClass(DataClass.Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DriftDifference")
    record DifferenceView(
            @Schema(description = "Whose copy it is", example = "segmentation-service")
                    String service,
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(
                            description =
                                    "MISSING: there should be a copy; EXTRA: there is one, and we"
                                            + " know nobody of this id; DIFFERENT: it says"
                                            + " something else")
                    DriftKind kind,
            @Schema(
                            description =
                                    "Names of what is not the same, never values; profileVersion"
                                            + " and its like where a copy claims to know a later"
                                            + " version than there is")
                    List<String> fields,
            @Schema(
                            description =
                                    "SUSPECTED while the check goes on; FOUND; UNSETTLED if"
                                            + " something else changed at each look, so that it is"
                                            + " not counted; RESTATED while a repair waits for its"
                                            + " effect; HEALED")
                    DriftState state,
            Instant foundAt,
            @Nullable Instant healedAt) {

        static DifferenceView of(DriftDifferenceDocument it) {
            return new DifferenceView(
                    it.service(),
                    it.customerId(),
                    it.kind(),
                    it.fields(),
                    it.state(),
                    it.foundAt(),
                    it.healedAt());
        }
    }
}
