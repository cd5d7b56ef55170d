package io.pondcrm.engagement.playbook;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.engagement.Faults;
import io.pondcrm.engagement.campaign.domain.Holdout;
import io.pondcrm.engagement.entitlement.domain.Entitlement;
import io.pondcrm.engagement.playbook.EnrolmentDocument.Part;
import io.pondcrm.engagement.playbook.PlaybookDocument.Kind;
import io.pondcrm.engagement.playbook.domain.Enrolment;
import io.pondcrm.engagement.playbook.domain.Playbook;
import io.pondcrm.engagement.playbook.domain.PlaybookAction;
import io.pondcrm.engagement.playbook.domain.Sale;
import io.pondcrm.engagement.playbook.domain.Uplift;
import io.pondcrm.kernel.Proportion;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What callers send and see of playbooks and enrolments. */
final class PlaybookPayloads {

    private static final String UP_TO_999_DAYS = "P[1-9][0-9]{0,2}D";

    private PlaybookPayloads() {}

    /** What a customer has to do. */
    enum GoalKind {
        ANOTHER_PURCHASE
    }

    /** Which enrolments the two shares of an uplift are of. */
    enum Counted {
        /** Whatever came of them; those whose window is not over stand apart. */
        WINDOW_OVER
    }

    /** What a caller sends of what is to be done. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewPlaybookAction", description = "What is done with whoever is treated")
    record NewAction(
            @NotNull Kind kind,
            @Nullable
                    @Size(max = 100)
                    @Schema(
                            description =
                                    "For SEND_MESSAGE. Its texts need no variable but"
                                            + " customer.displayName, or have fallbacks",
                            example = "tpl_01h455vb4pex5vsknk084sn02q")
                    String templateId,
            @Nullable
                    @Pattern(regexp = Entitlement.NAME)
                    @Schema(
                            description =
                                    "For SEND_MESSAGE: only who has this benefit when their"
                                            + " message's turn comes gets it, by any tier scheme: a"
                                            + " kind of benefit, or the id of one. Everybody if left"
                                            + " out",
                            example = "DEDICATED_SUPPORT")
                    String requiresBenefit,
            @Nullable
                    @Pattern(regexp = UP_TO_999_DAYS)
                    @Schema(
                            description = "For OPEN_FOLLOW_UP: until when it should be done",
                            example = "P3D")
                    String dueWithin) {

        /** What does not fit the kind. */
        List<FieldError> flaws() {
            var flaws = new ArrayList<FieldError>();
            check(flaws, "/action/templateId", templateId, kind == Kind.SEND_MESSAGE);
            if (kind != Kind.SEND_MESSAGE) {
                check(flaws, "/action/requiresBenefit", requiresBenefit, false);
            }
            check(flaws, "/action/dueWithin", dueWithin, kind == Kind.OPEN_FOLLOW_UP);
            return flaws;
        }

        private static void check(
                List<FieldError> flaws, String pointer, @Nullable Object value, boolean wanted) {
            if (wanted && value == null) {
                flaws.add(
                        new FieldError(
                                pointer,
                                "required",
                                new Text("This kind of action needs it", "此类动作需要该字段")));
            } else if (!wanted && value != null) {
                flaws.add(
                        new FieldError(
                                pointer,
                                "not-of-this-kind",
                                new Text("Belongs to another kind of action", "该字段属于其他类型的动作")));
            }
        }

        PlaybookAction toDomain() {
            return switch (kind) {
                case SEND_MESSAGE ->
                        new PlaybookAction.SendMessage(
                                Objects.requireNonNull(templateId),
                                Optional.ofNullable(requiresBenefit));
                case OPEN_FOLLOW_UP ->
                        new PlaybookAction.OpenFollowUp(
                                Duration.parse(Objects.requireNonNull(dueWithin)));
            };
        }
    }

    /** What customers are to reach. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "PlaybookGoal", description = "What tells success")
    record Goal(
            @NotNull GoalKind kind,
            @NotNull
                    @Pattern(regexp = UP_TO_999_DAYS)
                    @Schema(description = "From the entry into the stage on", example = "P30D")
                    String within) {}

    /** What a caller sends to make or change a playbook. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewPlaybook")
    record NewPlaybook(
            @NotBlank @Size(max = 100) @Schema(example = "A second purchase") String name,
            @NotNull @Valid NewAction action,
            @Nullable
                    @Min(0)
                    @Max(50)
                    @Schema(description = "How many of a hundred are only watched; 10 if left out")
                    Integer holdoutPercent,
            @Nullable @Size(max = 200) @Schema(description = "Needed where nobody is held out: why")
                    String holdoutReason,
            @Nullable @Valid @Schema(description = "Another purchase within 30 days if left out")
                    Goal goal,
            @Nullable
                    @Pattern(regexp = "P([1-9]|1[0-4])D")
                    @Schema(
                            description =
                                    "An entry whose cause lies further back enrols nobody, so that"
                                            + " news of the past mails nobody; P3D if left out, 14 days"
                                            + " at most",
                            example = "P3D")
                    String enrolWithin,
            @Nullable
                    @Min(1)
                    @Max(100_000)
                    @Schema(
                            description =
                                    "How many are enrolled within 24 hours at most; 1,000 if left"
                                            + " out. Who comes beyond is skipped")
                    Integer dailyLimit,
            @Nullable
                    @Schema(description = "Whether it enrols; true if left out. Messages wait else")
                    Boolean enabled) {

        /** What is wrong with it, whatever templates there are. */
        List<FieldError> flaws() {
            var flaws = new ArrayList<>(action.flaws());
            if (percent() == 0 && reason().isEmpty()) {
                flaws.add(Faults.holdoutUnreasoned());
            }
            return flaws;
        }

        private int percent() {
            return Objects.requireNonNullElse(holdoutPercent, Holdout.DEFAULT_PERCENT);
        }

        private Optional<String> reason() {
            return Optional.ofNullable(holdoutReason).filter(it -> !it.isBlank());
        }

        Playbook.Plan toDomain() {
            return new Playbook.Plan(
                    name,
                    action.toDomain(),
                    new Holdout(percent()),
                    reason(),
                    goal == null ? Playbook.DEFAULT_WINDOW : Duration.parse(goal.within()),
                    enrolWithin == null
                            ? Playbook.DEFAULT_ENROL_WITHIN
                            : Duration.parse(enrolWithin),
                    Objects.requireNonNullElse(dailyLimit, Playbook.DEFAULT_DAILY_LIMIT),
                    Objects.requireNonNullElse(enabled, true));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "PlaybookAction", description = "What is done with whoever is treated")
    record ActionView(
            Kind kind,
            @Nullable String templateId,
            @Nullable String requiresBenefit,
            @Schema(description = "The channel that messages go by", example = "EMAIL")
                    @Nullable String channel,
            @Nullable String dueWithin) {

        static ActionView of(PlaybookAction action) {
            return switch (action) {
                case PlaybookAction.SendMessage(var template, var benefit) ->
                        new ActionView(
                                Kind.SEND_MESSAGE, template, benefit.orElse(null), "EMAIL", null);
                case PlaybookAction.OpenFollowUp(var within) ->
                        new ActionView(Kind.OPEN_FOLLOW_UP, null, null, null, days(within));
            };
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "Playbook",
            description = "What is done with customers who enter the stages that name it")
    record View(
            @Schema(example = "second-purchase") String id,
            String name,
            ActionView action,
            int holdoutPercent,
            @Nullable String holdoutReason,
            Goal goal,
            @Schema(example = "P3D") String enrolWithin,
            int dailyLimit,
            @Schema(
                            description =
                                    "ENABLED enrols; DISABLED enrols nobody and lets messages wait;"
                                            + " RETIRED enrols nobody any more")
                    Playbook.State state,
            long version,
            Instant createdAt,
            Instant changedAt) {

        static View of(Playbook playbook) {
            var plan = playbook.plan();
            return new View(
                    playbook.id(),
                    plan.name(),
                    ActionView.of(plan.action()),
                    plan.holdout().percent(),
                    plan.holdoutReason().orElse(null),
                    new Goal(GoalKind.ANOTHER_PURCHASE, days(plan.window())),
                    days(plan.enrolWithin()),
                    plan.dailyLimit(),
                    playbook.state(),
                    playbook.version(),
                    playbook.createdAt(),
                    playbook.changedAt());
        }
    }

    private static String days(Duration duration) {
        return "P" + duration.toDays() + "D";
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "Enrolment",
            description = "What was decided when a customer entered a stage, and what came of it")
    record EnrolmentView(
            @Schema(example = "enr_01h455vb4pex5vsknk084sn02q") String id,
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(example = "second-purchase") String playbook,
            @Schema(example = "lifecycle-5") String scheme,
            @Schema(example = "FIRST_PURCHASE") String stage,
            @Schema(description = "The strategy's, when the entry was decided")
                    long strategyVersion,
            @Schema(description = "The moment of the cause, not of its discovery")
                    Instant enteredAt,
            @Schema(description = "When the entry was heard of") Instant decidedAt,
            @Schema(
                            description =
                                    "TREATED; HOLDOUT is only watched; SKIPPED is neither, and the"
                                            + " reason says why")
                    Part group,
            @Schema(description = "Why it was skipped") Enrolment.@Nullable Obstacle reason,
            @Schema(
                            description =
                                    "Up to when a sale counts; absent for who was skipped, as outcome")
                    @Nullable Instant windowEnds,
            Enrolment.@Nullable Outcome outcome,
            @Schema(description = "When the first sale that counts happened")
                    @Nullable Instant convertedAt,
            @Nullable String transactionId,
            @Schema(description = "The message or the follow-up; of who is treated")
                    @Nullable String actionId) {

        static EnrolmentView of(EnrolmentDocument document, Instant now) {
            var enrolment = document.toDomain();
            var entry = enrolment.entry();
            var watched = enrolment.watched();
            var converting = watched.flatMap(Enrolment.Course.Watched::converting);
            return new EnrolmentView(
                    enrolment.id(),
                    entry.customer().value(),
                    entry.playbook(),
                    entry.scheme(),
                    entry.stage(),
                    entry.strategyVersion(),
                    entry.enteredAt(),
                    enrolment.decidedAt(),
                    document.group(),
                    document.obstacle(),
                    watched.map(Enrolment.Course.Watched::until).orElse(null),
                    enrolment.outcome(now).orElse(null),
                    converting.map(Sale::at).orElse(null),
                    converting.map(Sale::transaction).orElse(null),
                    watched.flatMap(Enrolment.Course.Watched::done).orElse(null));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "ConversionRate",
            description = "Who bought again in time, with the limits of the 95 % Wilson interval")
    record RateView(
            @Schema(description = "Enrolments whose window is over") long enrolments,
            long conversions,
            @Schema(example = "0.250000") String rate,
            @Schema(example = "0.180000") String low,
            @Schema(example = "0.336000") String high) {

        static RateView of(Proportion proportion) {
            return new RateView(
                    proportion.of(),
                    proportion.count(),
                    proportion.share().toPlainString(),
                    proportion.low().toPlainString(),
                    proportion.high().toPlainString());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "ConversionDifference",
            description =
                    "Rate of the treated less that of the holdout, with the limits of Newcombe's"
                            + " 95 % hybrid score interval: an effect shows where both limits lie"
                            + " on one side of 0")
    record DifferenceView(
            @Schema(example = "0.060000") String value,
            @Schema(example = "0.010000") String low,
            @Schema(example = "0.110000") String high) {

        static DifferenceView of(Proportion.Difference difference) {
            return new DifferenceView(
                    difference.value().toPlainString(),
                    difference.low().toPlainString(),
                    difference.high().toPlainString());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "OpenEnrolments",
            description = "Enrolments whose window is not over; in none of the rates")
    record OpenView(long treated, long treatedConversions, long holdout, long holdoutConversions) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "StageUplift", description = "What a playbook did to who entered one stage")
    record StageUpliftView(
            @Schema(example = "lifecycle-5") String scheme,
            @Schema(example = "FIRST_PURCHASE") String stage,
            RateView treated,
            RateView holdout,
            @Schema(description = "Absent while one of the groups has nobody")
                    @Nullable DifferenceView difference,
            OpenView open) {

        static StageUpliftView of(Uplift uplift) {
            return new StageUpliftView(
                    uplift.scheme(),
                    uplift.stage(),
                    RateView.of(uplift.treated()),
                    RateView.of(uplift.holdout()),
                    uplift.difference().map(DifferenceView::of).orElse(null),
                    new OpenView(
                            uplift.openTreated().of(),
                            uplift.openTreated().count(),
                            uplift.openHoldout().of(),
                            uplift.openHoldout().count()));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "PlaybookUplift", description = "What a playbook did, stage by stage")
    record UpliftView(
            String playbook, Counted counted, List<StageUpliftView> stages, Instant asOf) {}
}
