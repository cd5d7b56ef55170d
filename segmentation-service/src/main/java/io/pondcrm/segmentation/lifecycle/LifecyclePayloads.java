package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleCourse;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.StageRules;
import io.pondcrm.segmentation.score.domain.Name;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What callers see of lifecycle stages. */
final class LifecyclePayloads {

    private LifecyclePayloads() {}

    @DataClass(Level.PUBLIC)
    @Schema(name = "StageName", description = "What people call it, in both languages")
    record Words(
            @Schema(example = "Loyal customer") String en, @Schema(example = "忠诚客户") String zh) {

        static Words of(Name name) {
            return new Words(name.en(), name.zh());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "StageReason", description = "One ground for the stage")
    record Reason(
            @Schema(example = "purchases365d") String dimension,
            @Schema(example = "6") String input,
            @Schema(example = ">= 5") String rule) {

        static Reason of(io.pondcrm.segmentation.score.domain.Reason reason) {
            return new Reason(reason.dimension(), reason.input(), reason.rule());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "CustomerLifecycle", description = "A customer's stage with the reasons for it")
    record CustomerLifecycle(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(example = "lifecycle-5") String scheme,
            @Schema(example = "1") int schemeVersion,
            @Schema(
                            allowableValues = {
                                "POTENTIAL",
                                "FIRST_PURCHASE",
                                "REPEAT",
                                "LOYAL",
                                "NEW",
                                "ACTIVE",
                                "LOST"
                            })
                    String stage,
            Words name,
            @Schema(description = "The moment of the cause, not of its discovery")
                    Instant enteredAt,
            @Schema(description = "The rule of the stage", example = "at least 2 sales")
                    String rule,
            List<Reason> reasons,
            @Schema(description = "When the stage changes if nothing is bought; absent if never")
                    @Nullable Instant reviewAt,
            Instant asOf) {

        static CustomerLifecycle of(
                CustomerId customer, LifecycleScheme scheme, LifecycleCourse course) {
            var current = course.current();
            return new CustomerLifecycle(
                    customer.value(),
                    scheme.id(),
                    scheme.version(),
                    current.stage().name(),
                    Words.of(current.stage().title()),
                    current.enteredAt(),
                    scheme.rule(current.stage()),
                    current.reasons().stream().map(Reason::of).toList(),
                    course.reviewAt(),
                    course.asOf());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "LifecyclePhase", description = "A time in one stage")
    record Phase(
            String stage,
            Instant enteredAt,
            @Schema(description = "Absent for the stage that lasts") @Nullable Instant leftAt,
            List<Reason> reasons) {

        static Phase of(LifecycleCourse.Phase phase, @Nullable Instant leftAt) {
            return new Phase(
                    phase.stage().name(),
                    phase.enteredAt(),
                    leftAt,
                    phase.reasons().stream().map(Reason::of).toList());
        }
    }

    @DataClass(Level.PUBLIC)
    @Schema(name = "LifecycleStage", description = "A stage and its rule")
    record StageRule(String stage, Words name, String rule) {}

    @DataClass(Level.PUBLIC)
    @Schema(name = "LifecycleScheme", description = "The first rule that holds decides")
    record Scheme(
            @Schema(example = "lifecycle-5") String id,
            @Schema(example = "1") int version,
            Words name,
            @Schema(description = "In five stages", example = "5") @Nullable Integer loyalPurchases,
            @Schema(description = "In five stages", example = "P365D") @Nullable String loyalWindow,
            @Schema(description = "In four stages", example = "P90D") @Nullable String newFor,
            @Schema(example = "P180D") String lostAfter,
            List<StageRule> stages) {

        static Scheme of(LifecycleScheme scheme) {
            var stages =
                    scheme.stages().stream()
                            .map(stage ->
                                    new StageRule(
                                            stage.name(),
                                            Words.of(stage.title()),
                                            scheme.rule(stage)))
                            .toList();
            var name = Words.of(scheme.name());
            return switch (scheme.rules()) {
                case StageRules.Five(var purchases, var window, var lostAfter) ->
                        new Scheme(
                                scheme.id(),
                                scheme.version(),
                                name,
                                purchases,
                                days(window),
                                null,
                                days(lostAfter),
                                stages);
                case StageRules.Four(var newFor, var lostAfter) ->
                        new Scheme(
                                scheme.id(),
                                scheme.version(),
                                name,
                                null,
                                null,
                                days(newFor),
                                days(lostAfter),
                                stages);
            };
        }

        private static String days(Duration duration) {
            return duration.equals(Duration.ofDays(duration.toDays()))
                    ? "P" + duration.toDays() + "D"
                    : duration.toString();
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "StageCount", description = "How many customers a stage has")
    record Count(String stage, Words name, long customers) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "LifecycleDistribution", description = "Every customer once")
    record Distribution(
            String scheme, int schemeVersion, long customers, List<Count> stages, Instant asOf) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "StageMember", description = "A customer in a stage")
    record Member(String customerId, String stage, Instant enteredAt) {}

    /** What a caller sends to say what is done in a stage. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewStageStrategy", description = "What is done with customers in a stage")
    record NewStrategy(
            @NotBlank
                    @Pattern(regexp = "[A-Za-z0-9_-]{1,60}")
                    @Schema(
                            description = "The id of what carries it out, in engagement-service",
                            example = "win-back")
                    String playbook,
            @Nullable
                    @Size(max = 200)
                    @Schema(
                            description = "What it is to reach",
                            example = "Another purchase within 60 days")
                    String aim) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "StageStrategy", description = "What is done with customers in a stage")
    record Strategy(
            @Schema(example = "lifecycle-5") String scheme,
            @Schema(example = "LOST") String stage,
            @Schema(example = "win-back") String playbook,
            @Nullable String aim,
            @Schema(description = "One more with each change") long version,
            Instant updatedAt) {

        static Strategy of(StageStrategyDocument document) {
            return new Strategy(
                    document.scheme(),
                    document.stage(),
                    document.playbook(),
                    document.aim(),
                    document.version(),
                    document.updatedAt());
        }
    }
}
