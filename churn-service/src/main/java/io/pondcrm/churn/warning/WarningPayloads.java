package io.pondcrm.churn.warning;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.churn.score.domain.Contribution;
import io.pondcrm.churn.warning.domain.Move;
import io.pondcrm.churn.warning.domain.Warning;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What callers send and see of churn warnings. */
final class WarningPayloads {

    private WarningPayloads() {}

    /** Where a person can move a warning. */
    enum Target {
        ACKNOWLEDGED,
        RESOLVED,
        DISMISSED
    }

    @Schema(name = "ChurnWarningTransition", description = "What is done with a warning")
    record NewTransition(
            @NotNull
                    @Schema(
                            description =
                                    "ACKNOWLEDGED: somebody looks after it, also to hand it on;"
                                            + " RESOLVED: it is settled; DISMISSED: it does not"
                                            + " matter. The last two also keep the warning from"
                                            + " coming again before the next purchase")
                    Target to,
            @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
                    @Schema(
                            description =
                                    "With ACKNOWLEDGED: who looks after it, as an id, not a name;"
                                            + " the calling client if left out",
                            example = "agent-17")
                    @Nullable String assignee,
            @Schema(description = "With DISMISSED, and then needed")
                    Warning.@Nullable Dismissal reason) {

        List<FieldError> faults() {
            if (to == Target.DISMISSED && reason == null) {
                return List.of(
                        new FieldError(
                                "/reason",
                                "reason-required",
                                new Text("Say why it does not matter", "请说明为何忽略该预警")));
            }
            if (to != Target.DISMISSED && reason != null) {
                return List.of(
                        new FieldError(
                                "/reason",
                                "reason-unexpected",
                                new Text("Only with DISMISSED", "仅用于 DISMISSED")));
            }
            return to == Target.ACKNOWLEDGED || assignee == null
                    ? List.of()
                    : List.of(
                            new FieldError(
                                    "/assignee",
                                    "assignee-unexpected",
                                    new Text("Only with ACKNOWLEDGED", "仅用于 ACKNOWLEDGED")));
        }

        Move toDomain(String caller) {
            return switch (to) {
                case ACKNOWLEDGED -> new Move.Acknowledge(assignee == null ? caller : assignee);
                case RESOLVED -> new Move.Resolve();
                case DISMISSED ->
                        new Move.Dismiss(reason == null ? Warning.Dismissal.OTHER : reason);
            };
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ChurnWarningReason", description = "One part of the score, in words")
    record Reason(
            @Schema(example = "gapOverOwnRhythm") String feature,
            @Nullable String value,
            @Schema(example = "0.45") String contribution,
            @Schema(description = "In English") String en,
            @Schema(description = "In Chinese") String zh) {

        static Reason of(Contribution it) {
            return new Reason(
                    it.feature(),
                    it.value(),
                    it.points().toPlainString(),
                    it.words().en(),
                    it.words().zh());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ChurnWarning", description = "Somebody should look after this customer")
    record View(
            @Schema(example = "chw_01h455vb4pex5vsknk084sn02q") String id,
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(allowableValues = {"OPEN", "ACKNOWLEDGED", "RESOLVED", "DISMISSED"})
                    String state,
            @Schema(
                            allowableValues = {"HIGH", "VERY_HIGH"},
                            description = "Follows the score while the warning is open")
                    String level,
            @Schema(example = "0.58") String score,
            @Schema(allowableValues = {"ACTIVE", "AT_RISK", "CHURNED"}) String label,
            @Schema(example = "own-rhythm") String definition,
            int definitionVersion,
            @Schema(description = "Largest first; they add up to the score when it was open")
                    List<Reason> reasons,
            @Schema(description = "Absent where nothing was bought in the definition's currency")
                    @Nullable Money expectedLoss,
            @Schema(description = "The last purchase before the silence") Instant silentSince,
            @Schema(description = "When it was first seen") Instant raisedAt,
            @Nullable String assignee,
            @Nullable Instant acknowledgedAt,
            @Schema(
                            description = "How it ended; absent while open",
                            allowableValues = {
                                "PURCHASED",
                                "RISK_FELL",
                                "MERGED",
                                "RESOLVED",
                                "DISMISSED"
                            })
                    @Nullable String outcome,
            @Schema(description = "Why it was dismissed") Warning.@Nullable Dismissal reason,
            @Nullable Instant closedAt) {

        static View of(CustomerId customer, Warning it) {
            var outcome = it.outcome();
            return new View(
                    it.id(),
                    customer.value(),
                    it.state().name(),
                    it.level().name(),
                    it.score().toPlainString(),
                    it.label().name(),
                    it.definition(),
                    it.definitionVersion(),
                    it.reasons().stream().map(Reason::of).toList(),
                    it.expectedLoss(),
                    it.silentSince(),
                    it.raisedAt(),
                    it.assignee(),
                    it.acknowledgedAt(),
                    outcome == null ? null : outcome.name(),
                    it.dismissal(),
                    it.closedAt());
        }
    }
}
