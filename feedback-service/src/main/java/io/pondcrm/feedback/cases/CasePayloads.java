package io.pondcrm.feedback.cases;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.feedback.cases.domain.Case;
import io.pondcrm.feedback.cases.domain.CaseEdit;
import io.pondcrm.feedback.cases.domain.CaseState;
import io.pondcrm.feedback.cases.domain.Channel;
import io.pondcrm.feedback.cases.domain.Comment;
import io.pondcrm.feedback.cases.domain.Deed;
import io.pondcrm.feedback.cases.domain.HistoryEntry;
import io.pondcrm.feedback.cases.domain.Link;
import io.pondcrm.feedback.cases.domain.Outcome;
import io.pondcrm.feedback.cases.domain.Promise;
import io.pondcrm.feedback.sla.domain.CaseType;
import io.pondcrm.feedback.sla.domain.ClockKind;
import io.pondcrm.feedback.sla.domain.Ground;
import io.pondcrm.feedback.sla.domain.Priority;
import io.pondcrm.feedback.sla.domain.SlaClock;
import io.pondcrm.feedback.words.domain.PlainWords;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What callers send and see of cases. */
final class CasePayloads {

    private static final String CATEGORY = "[a-z0-9]+(?:[-/][a-z0-9]+)*";
    private static final String REL = "[a-z]+(?:-[a-z]+)*";
    private static final String AGENT = "[\\w.-]+";
    private static final String WITHOUT_CONTACTS =
            "E-mail addresses and phone numbers are taken out: they lie with the customer only";

    private CasePayloads() {}

    /** Text without what reaches a person. */
    static @Nullable String plain(@Nullable String text) {
        return text == null || text.isBlank() ? null : PlainWords.of(text);
    }

    /** What a case has to do with something else. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "CaseLink")
    record LinkBody(
            @Schema(example = "order") @NotBlank @Size(max = 40) @Pattern(regexp = REL) String rel,
            @Schema(example = "SO-1001") @NotBlank @Size(max = 200) String id) {

        static LinkBody of(Link link) {
            return new LinkBody(link.rel(), link.id());
        }

        Link toDomain() {
            return new Link(rel, PlainWords.of(id));
        }
    }

    /** What a caller sends to open a case. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewCase")
    record NewCaseBody(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") @NotBlank String customerId,
            @NotNull CaseType type,
            @Schema(description = "P3 if left out") @Nullable Priority priority,
            @NotNull Channel channel,
            @Schema(description = WITHOUT_CONTACTS, example = "The parcel came late")
                    @NotBlank
                    @Size(max = 200)
                    String subject,
            @Schema(description = WITHOUT_CONTACTS) @Nullable @Size(max = 8_000) String description,
            @Schema(description = "A key of your own", example = "delivery/late")
                    @Nullable
                    @Size(max = 80)
                    @Pattern(regexp = CATEGORY)
                    String category,
            @Schema(example = "agent-17") @Nullable @Size(max = 80) @Pattern(regexp = AGENT)
                    String assignee,
            @Schema(
                            description =
                                    "When the customer turned to us: from then on clocks run. Now if"
                                            + " left out; at most 30 days ago")
                    @Nullable Instant receivedAt,
            @Nullable @Valid @Size(max = 20) List<@NotNull LinkBody> links) {

        List<Link> domainLinks() {
            return links == null ? List.of() : links.stream().map(LinkBody::toDomain).toList();
        }
    }

    /** What can be corrected of a case. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "CaseCorrection")
    record Correction(
            @Schema(description = WITHOUT_CONTACTS) @NotBlank @Size(max = 200) String subject,
            @Nullable @Size(max = 80) @Pattern(regexp = CATEGORY) String category,
            @NotNull Priority priority,
            @Nullable @Size(max = 80) @Pattern(regexp = AGENT) String assignee) {

        static Correction of(Case one) {
            return new Correction(one.subject(), one.category(), one.priority(), one.assignee());
        }

        CaseEdit toDomain() {
            return new CaseEdit(PlainWords.of(subject), category, priority, assignee);
        }
    }

    /** What a caller sends to move a case on. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "CaseTransition")
    record Transition(
            @NotNull Deed deed,
            @Schema(description = "Why; for RESOLVE: how. " + WITHOUT_CONTACTS)
                    @Nullable
                    @Size(max = 4_000)
                    String note) {}

    /** What a caller sends to add what was said. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewCaseComment")
    record NewComment(
            @Schema(description = WITHOUT_CONTACTS) @NotBlank @Size(max = 4_000) String text,
            @Schema(description = "Whose words; AGENT if left out") Comment.@Nullable Author author,
            @Schema(
                            description =
                                    "INTERNAL if left out; CUSTOMER from an agent is an answer to the"
                                            + " customer")
                    Comment.@Nullable Visibility visibility) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "CaseComment")
    record CommentView(
            String id,
            Instant at,
            String by,
            Comment.Author author,
            Comment.Visibility visibility,
            String text) {

        static CommentView of(Comment comment) {
            return new CommentView(
                    comment.id(),
                    comment.at(),
                    comment.by(),
                    comment.author(),
                    comment.visibility(),
                    comment.text());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "CaseHistoryEntry", description = "One thing that happened; never changed")
    record HistoryView(
            int number,
            Instant at,
            String by,
            String field,
            @Nullable Deed deed,
            @Nullable String from,
            @Nullable String to) {

        static HistoryView of(int number, HistoryEntry entry) {
            return new HistoryView(
                    number,
                    entry.at(),
                    entry.by(),
                    entry.field(),
                    entry.deed(),
                    entry.from(),
                    entry.to());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "SlaClock", description = "Measures one promise in business time")
    record ClockView(
            ClockKind kind,
            SlaClock.State state,
            long targetMinutes,
            Instant startedAt,
            @Schema(description = "Absent while it stands still") @Nullable Instant dueAt,
            @Nullable Instant stoppedAt,
            @Schema(description = "When it was noticed that the due moment had passed")
                    @Nullable Instant breachedAt,
            @Schema(description = "Business time during which it stood still") long pausedMinutes,
            @Schema(description = "What is left, or was when it stopped; negative: late by so much")
                    long remainingBusinessMinutes) {

        static ClockView of(SlaClock clock, Promise promise, Instant now) {
            return new ClockView(
                    clock.kind(),
                    clock.state(),
                    clock.target().toMinutes(),
                    clock.startedAt(),
                    clock.dueAt(),
                    clock.stoppedAt(),
                    clock.breachedAt(),
                    clock.paused(promise.calendar(), now).toMinutes(),
                    clock.remaining(promise.calendar(), now).toMinutes());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "CaseSlaGround",
            description = "The customer's benefit by which the policy applies, and why they had it")
    record GroundView(
            @Schema(example = "DEDICATED_SUPPORT") String benefit,
            @Schema(example = "ben_01h455vb4pex5vsknk084sn02q") String benefitId,
            @Schema(description = "The tier to which it is granted belongs to this scheme")
                    String scheme,
            @Schema(example = "STRATEGIC") String tier,
            @Schema(example = "grt_01h455vb4pex5vsknk084sn02q") String grantId,
            @Schema(description = "When it was to end; absent for no end that was known")
                    @Nullable Instant until,
            @Schema(description = "The clocks whose target the benefit sets, not the policy")
                    List<ClockKind> sets) {

        static @Nullable GroundView of(@Nullable Ground ground) {
            return ground == null
                    ? null
                    : new GroundView(
                            ground.benefit(),
                            ground.benefitId(),
                            ground.scheme(),
                            ground.tier(),
                            ground.grantId(),
                            ground.until(),
                            ground.sets().stream().sorted().toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "CaseSla", description = "What is promised, and how it stands")
    record SlaView(
            @Schema(description = "Absent where no policy applied when the case was opened")
                    @Nullable String policyId,
            @Nullable String policy,
            @Nullable Integer version,
            @Nullable String calendarId,
            @Nullable Integer calendarVersion,
            @Schema(description = "Absent where the policy names no benefit")
                    @Nullable GroundView ground,
            List<ClockView> clocks) {

        static SlaView of(Case one, Instant now) {
            var promise = one.promise();
            return promise == null
                    ? new SlaView(null, null, null, null, null, null, List.of())
                    : new SlaView(
                            promise.policyId(),
                            promise.policyName(),
                            promise.policyVersion(),
                            promise.calendarId(),
                            promise.calendarVersion(),
                            GroundView.of(promise.ground()),
                            one.clocks().stream()
                                    .map(it -> ClockView.of(it, promise, now))
                                    .toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Case", description = "What a customer turned to us with, and what became of it")
    record CaseView(
            @Schema(example = "cas_01h455vb4pex5vsknk084sn02q") String id,
            @Schema(example = "C-20261107-5K2QX7MA") String number,
            @Schema(description = "Whose case: who that customer is now, since merges")
                    String customerId,
            @Schema(
                            description =
                                    "Whose case it was when it was opened, where that customer was"
                                            + " merged into another; it is theirs again if that is"
                                            + " undone")
                    @Nullable String openedForId,
            CaseType type,
            Priority priority,
            Channel channel,
            CaseState state,
            @Schema(description = "What can be done next") List<Deed> possible,
            String subject,
            @Nullable String description,
            @Nullable String category,
            @Nullable String assignee,
            @Nullable String resolution,
            @Nullable Outcome outcome,
            int reopenings,
            SlaView sla,
            List<LinkBody> links,
            @Schema(description = "The partner system that opened it") @Nullable String system,
            Instant openedAt,
            @Nullable Instant respondedAt,
            @Nullable Instant resolvedAt,
            @Nullable Instant closedAt,
            Instant updatedAt,
            long version) {

        /**
         * @param survivor who the case's customer is now
         */
        static CaseView of(Case one, CustomerId survivor, Instant now) {
            var openedFor = one.customer();
            return new CaseView(
                    one.id(),
                    one.number(),
                    survivor.value(),
                    openedFor.equals(survivor) ? null : openedFor.value(),
                    one.type(),
                    one.priority(),
                    one.channel(),
                    one.state(),
                    Deed.possibleIn(one.state()),
                    one.subject(),
                    one.description(),
                    one.category(),
                    one.assignee(),
                    one.resolution(),
                    one.outcome(),
                    one.reopenings(),
                    SlaView.of(one, now),
                    one.links().stream().map(LinkBody::of).toList(),
                    one.system(),
                    one.openedAt(),
                    one.respondedAt(),
                    one.resolvedAt(),
                    one.closedAt(),
                    one.updatedAt(),
                    one.version());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "CaseProgress", description = "What a customer may be told")
    record Progress(
            String number,
            CaseState state,
            @Schema(description = "In the language asked for", example = "We are working on it")
                    String nextStep,
            @Schema(description = "Whether we wait for the customer") boolean waitsForCustomer,
            @Schema(description = "By when the next step is promised")
                    @Nullable Instant promisedAt) {

        static Progress of(Case one, String nextStep) {
            return new Progress(
                    one.number(),
                    one.state(),
                    nextStep,
                    one.state() == CaseState.WAITING_FOR_CUSTOMER,
                    one.clocks().stream()
                            .filter(it -> it.stoppedAt() == null)
                            .map(SlaClock::dueAt)
                            .filter(Objects::nonNull)
                            .map(Objects::requireNonNull)
                            .min(Instant::compareTo)
                            .orElse(null));
        }
    }
}
