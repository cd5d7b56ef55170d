package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.Faults;
import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleCourse;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.StageRules;
import io.pondcrm.segmentation.score.domain.Name;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What callers see of lifecycle stages. */
final class LifecyclePayloads {

    private static final String DAYS = "P[1-9][0-9]{0,3}D";

    private LifecyclePayloads() {}

    @DataClass(Level.PUBLIC)
    @Schema(name = "StageName", description = "What people call it, in both languages")
    record Words(
            @NotBlank @Size(max = 100) @Schema(example = "Loyal customer") String en,
            @NotBlank @Size(max = 100) @Schema(example = "忠诚客户") String zh) {

        static Words of(Name name) {
            return new Words(name.en(), name.zh());
        }

        Name toDomain() {
            return new Name(en, zh);
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
                    scheme.rules().reasons(current.stage(), course.evidence()).stream()
                            .map(Reason::of)
                            .toList(),
                    course.reviewAt(),
                    course.asOf());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "LifecyclePhase", description = "A time in one stage")
    record Phase(
            String stage,
            @Schema(description = "The version that was in force as the stage was entered")
                    int schemeVersion,
            Instant enteredAt,
            @Schema(description = "Absent for the stage that lasts") @Nullable Instant leftAt,
            List<Reason> reasons) {

        static Phase of(LifecycleCourse.Phase phase) {
            return new Phase(
                    phase.stage().name(),
                    phase.version(),
                    phase.enteredAt(),
                    phase.leftAt(),
                    phase.reasons().stream().map(Reason::of).toList());
        }
    }

    @DataClass(Level.PUBLIC)
    @Schema(name = "LifecycleStage", description = "A stage and its rule")
    record StageRule(String stage, Words name, String rule) {}

    /** How many stages the rules tell apart. */
    enum Kind {
        FIVE_STAGES,
        FOUR_STAGES
    }

    @DataClass(Level.PUBLIC)
    @Schema(
            name = "LifecycleScheme",
            description =
                    "One version of a scheme; it never changes once it is published. The first"
                            + " rule that holds decides")
    record Scheme(
            @Schema(example = "lifecycle-5") String id,
            @Schema(description = "Counts from 1", example = "1") int version,
            @Schema(allowableValues = {"DRAFT", "SIMULATED", "PUBLISHED", "RETIRED"}) String state,
            Kind kind,
            Words name,
            @Schema(description = "In five stages", example = "5") @Nullable Integer loyalPurchases,
            @Schema(description = "In five stages", example = "P365D") @Nullable String loyalWindow,
            @Schema(description = "In four stages", example = "P90D") @Nullable String newFor,
            @Schema(example = "P180D") String lostAfter,
            List<StageRule> stages,
            Instant createdAt,
            @Schema(description = "When this version was last tried as it is now")
                    @Nullable Instant simulatedAt,
            @Nullable Instant publishedAt,
            @Nullable Instant retiredAt) {

        static Scheme of(Edition<LifecycleScheme> edition) {
            var scheme = edition.definition();
            var sent = NewScheme.of(scheme);
            return new Scheme(
                    scheme.id(),
                    scheme.version(),
                    edition.state().name(),
                    sent.kind,
                    sent.name,
                    sent.loyalPurchases,
                    sent.loyalWindow,
                    sent.newFor,
                    sent.lostAfter,
                    scheme.stages().stream()
                            .map(stage ->
                                    new StageRule(
                                            stage.name(),
                                            Words.of(stage.title()),
                                            scheme.rule(stage)))
                            .toList(),
                    edition.createdAt(),
                    edition.simulatedAt(),
                    edition.publishedAt(),
                    edition.retiredAt());
        }
    }

    /** What a caller sends to make a scheme or its next version. */
    @DataClass(Level.PUBLIC)
    @Schema(name = "NewLifecycleScheme", description = "Limits of the rules for stages")
    record NewScheme(
            @Nullable
                    @Pattern(regexp = "[a-z][a-z0-9-]{1,49}")
                    @Schema(
                            description =
                                    "Stays the same over all versions; one is made up if left out",
                            example = "web-shop")
                    String id,
            @NotNull @Valid Words name,
            @NotNull Kind kind,
            @Nullable
                    @Min(2)
                    @Max(1_000)
                    @Schema(
                            description =
                                    "Only of FIVE_STAGES: so many sales within loyalWindow make"
                                            + " loyal",
                            example = "5")
                    Integer loyalPurchases,
            @Nullable
                    @Pattern(regexp = DAYS)
                    @Schema(description = "Only of FIVE_STAGES", example = "P365D")
                    String loyalWindow,
            @Nullable
                    @Pattern(regexp = DAYS)
                    @Schema(
                            description =
                                    "Only of FOUR_STAGES: so long from the first sale on a customer"
                                            + " is new",
                            example = "P90D")
                    String newFor,
            @NotBlank
                    @Pattern(regexp = DAYS)
                    @Schema(
                            description = "Without a sale for so long a customer is lost",
                            example = "P180D")
                    String lostAfter,
            @Nullable
                    @Pattern(regexp = "DRAFT|PUBLISHED")
                    @Schema(
                            description =
                                    "Of a new scheme only: PUBLISHED is in force at once; DRAFT if"
                                            + " left out",
                            allowableValues = {"DRAFT", "PUBLISHED"})
                    String state) {

        /** As a caller would send the next version. */
        static NewScheme of(LifecycleScheme scheme) {
            var name = Words.of(scheme.name());
            return switch (scheme.rules()) {
                case StageRules.Five(var purchases, var window, var lostAfter) ->
                        new NewScheme(
                                null,
                                name,
                                Kind.FIVE_STAGES,
                                purchases,
                                days(window),
                                null,
                                days(lostAfter),
                                null);
                case StageRules.Four(var newFor, var lostAfter) ->
                        new NewScheme(
                                null,
                                name,
                                Kind.FOUR_STAGES,
                                null,
                                null,
                                days(newFor),
                                days(lostAfter),
                                null);
            };
        }

        private static String days(Duration duration) {
            return duration.equals(Duration.ofDays(duration.toDays()))
                    ? "P" + duration.toDays() + "D"
                    : duration.toString();
        }

        boolean isPublished() {
            return "PUBLISHED".equals(state);
        }

        /** What the constraints on single fields can't say. */
        List<FieldError> faults() {
            var faults = new ArrayList<FieldError>();
            var isFive = kind == Kind.FIVE_STAGES;
            needed("/loyalPurchases", loyalPurchases, isFive, faults);
            needed("/loyalWindow", loyalWindow, isFive, faults);
            needed("/newFor", newFor, !isFive, faults);
            if (!isFive
                    && newFor != null
                    && Duration.parse(newFor).compareTo(Duration.parse(lostAfter)) >= 0) {
                faults.add(
                        new FieldError(
                                "/newFor",
                                "limits",
                                new Text(
                                        "Shorter than lostAfter: customers are new before they are"
                                                + " lost",
                                        "须短于 lostAfter：客户先为新客户，之后才会流失")));
            }
            return faults;
        }

        private void needed(
                String pointer, @Nullable Object value, boolean isNeeded, List<FieldError> faults) {
            if (isNeeded && value == null) {
                faults.add(
                        new FieldError(
                                pointer,
                                "required",
                                new Text(kind + " needs this", kind + " 须填写此项")));
            } else if (!isNeeded && value != null) {
                faults.add(
                        new FieldError(
                                pointer,
                                "not-here",
                                new Text(kind + " has no such limit", kind + " 没有此界限")));
            }
        }

        /** The same of the next version of a scheme that is there, or of its draft. */
        List<FieldError> faultsOfNext(String scheme) {
            var faults = new ArrayList<>(faults());
            if (id != null && !id.equals(scheme)) {
                faults.add(
                        new FieldError(
                                "/id", "fixed", new Text("The id stays as it is", "id 不可修改")));
            }
            if (state != null) {
                faults.add(
                        new FieldError(
                                "/state",
                                "fixed",
                                new Text("…/publish puts a draft in force", "请用 …/publish 发布草稿")));
            }
            return faults;
        }

        /** Only after {@link #faults} found none. */
        LifecycleScheme toDomain(String scheme) {
            var lost = Duration.parse(lostAfter);
            return new LifecycleScheme(
                    scheme,
                    1,
                    name.toDomain(),
                    loyalPurchases != null && loyalWindow != null
                            ? new StageRules.Five(loyalPurchases, Duration.parse(loyalWindow), lost)
                            : new StageRules.Four(
                                    Duration.parse(Objects.requireNonNull(newFor)), lost));
        }
    }

    /** What a caller sends to try a draft out. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewLifecycleSimulation")
    record NewSimulation(
            @Nullable
                    @Size(max = 30)
                    @Schema(
                            description =
                                    "A date (its first moment, UTC) or a moment; now if left out",
                            example = "2026-03-01")
                    String asOf) {

        List<FieldError> faults() {
            return Faults.asOf("/asOf", asOf).stream().toList();
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "StageMove", description = "Who would go from one stage to another, or stay")
    record Move(
            @Schema(description = "Absent for who is in none", example = "LOYAL")
                    @Nullable String from,
            @Schema(description = "Absent for who would be in none", example = "REPEAT")
                    @Nullable String to,
            long customers) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "SimulatedStage", description = "How many customers a stage has, and would have")
    record SimulatedStage(String stage, Words name, long before, long after) {}

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "LifecycleSimulation",
            description =
                    "Where customers would stand if the draft were in force at that moment, beside"
                            + " the version that is")
    record Simulation(
            String id,
            String scheme,
            @Schema(description = "The draft's") int version,
            @Schema(description = "The version in force then; absent if there was none")
                    @Nullable Integer against,
            Instant asOf,
            @Schema(description = "Whether all customers were looked at") boolean finished,
            @Schema(description = "Who were looked at") long customers,
            @Schema(description = "Who would be in another stage") long moved,
            List<SimulatedStage> stages,
            List<Move> moves) {

        static Simulation of(LifecycleSimulationDocument document) {
            var found = document.moves();
            var moves = document.found();
            var draft = document.draft();
            var current = document.current();
            var stages = new LinkedHashSet<>(draft.stages());
            if (current != null) {
                stages.addAll(current.stages());
            }
            var before = moves.before();
            var after = moves.after();
            return new Simulation(
                    document.id(),
                    document.scheme(),
                    draft.version(),
                    current == null ? null : current.version(),
                    document.asOf(),
                    found != null,
                    document.customers(),
                    moves.moved(),
                    stages.stream()
                            .map(it ->
                                    new SimulatedStage(
                                            it.name(),
                                            Words.of(it.title()),
                                            before.getOrDefault(it, 0L),
                                            after.getOrDefault(it, 0L)))
                            .toList(),
                    found == null
                            ? List.of()
                            : found.stream()
                                    .map(it -> new Move(it.from(), it.to(), it.customers()))
                                    .toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "StageCount", description = "How many customers a stage has")
    record Count(
            String stage,
            Words name,
            @Schema(description = "Those who are nobody any more included") long customers,
            @Schema(
                            description =
                                    "How many of them are nobody any more: anonymized or erased,"
                                            + " and counted where they were last")
                    long anonymized) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "LifecycleDistribution", description = "Every customer once")
    record Distribution(
            String scheme,
            int schemeVersion,
            @Schema(description = "Those who are nobody any more included") long customers,
            @Schema(
                            description =
                                    "How many of them are nobody any more: anonymized or erased,"
                                            + " and counted where they were last")
                    long anonymized,
            List<Count> stages,
            Instant asOf) {}

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
