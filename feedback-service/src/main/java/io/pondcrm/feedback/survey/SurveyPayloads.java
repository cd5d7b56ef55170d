package io.pondcrm.feedback.survey;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.feedback.sla.domain.CaseType;
import io.pondcrm.feedback.survey.domain.ScoreSummary;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What callers and customers send and see of surveys. */
final class SurveyPayloads {

    private static final int VALID_DAYS = 14;
    private static final int RECONTACT_DAYS = 30;

    private SurveyPayloads() {}

    /** What a caller sends to make or change a survey. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewSurvey")
    record NewSurvey(
            @Schema(example = "After a complaint") @NotBlank @Size(max = 100) String name,
            @Schema(example = "How content are you with how we handled your case?")
                    @NotBlank
                    @Size(max = 300)
                    String question,
            @Schema(description = "The question in Chinese", example = "您对我们处理您问题的方式满意吗？")
                    @NotBlank
                    @Size(max = 300)
                    String questionZh,
            @Schema(description = "False invites nobody; true if left out")
                    @Nullable Boolean active,
            @Schema(description = "Whose closing invites; all if left out or empty")
                    @Nullable
                    @Size(max = 3)
                    List<@NotNull CaseType> caseTypes,
            @Schema(description = "How long an answer counts; 14 if left out")
                    @Nullable
                    @Min(1)
                    @Max(365)
                    Integer validDays,
            @Schema(
                            description =
                                    "How long a customer is left alone after an invitation to any"
                                            + " survey; 30 if left out")
                    @Nullable
                    @Min(0)
                    @Max(365)
                    Integer recontactDays) {

        SurveyDocument toDocument(String id, long version, Instant createdAt, Instant now) {
            return new SurveyDocument(
                    id,
                    version,
                    name,
                    question,
                    questionZh,
                    active == null || active,
                    caseTypes == null
                            ? List.of()
                            : caseTypes.stream().distinct().sorted().map(CaseType::name).toList(),
                    validDays == null ? VALID_DAYS : validDays,
                    recontactDays == null ? RECONTACT_DAYS : recontactDays,
                    createdAt,
                    now);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Survey", description = "Asks customers once their case is closed")
    record View(
            @Schema(example = "svy_01h455vb4pex5vsknk084sn02q") String id,
            @Schema(description = "CSAT: one score from 1 to 5") String kind,
            String name,
            String question,
            String questionZh,
            boolean active,
            List<CaseType> caseTypes,
            long validDays,
            long recontactDays,
            long version,
            Instant createdAt,
            Instant updatedAt) {

        static View of(SurveyDocument document) {
            return new View(
                    document.id(),
                    "CSAT",
                    document.name(),
                    document.question(),
                    document.questionZh(),
                    document.active(),
                    document.caseTypes().stream().map(CaseType::valueOf).toList(),
                    document.validDays(),
                    document.recontactDays(),
                    document.version(),
                    document.createdAt(),
                    document.updatedAt());
        }
    }

    /** How an invitation stands. */
    enum InvitationState {
        OPEN,
        ANSWERED,
        EXPIRED
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "SurveyInvitation")
    record Invitation(
            @Schema(example = "inv_01h455vb4pex5vsknk084sn02q") String id,
            String surveyId,
            @Schema(description = "Who the invited customer is now, since merges")
                    String customerId,
            String caseId,
            InvitationState state,
            @Schema(description = "How many tokens were given out; only the last is good")
                    int tokensGiven,
            Instant invitedAt,
            Instant expiresAt,
            long version) {

        static Invitation of(InvitationDocument document, CustomerId survivor, Instant now) {
            return new Invitation(
                    document.id(),
                    document.surveyId(),
                    survivor.value(),
                    document.caseId(),
                    document.answered()
                            ? InvitationState.ANSWERED
                            : document.isOpenAt(now)
                                    ? InvitationState.OPEN
                                    : InvitationState.EXPIRED,
                    document.tokensGiven(),
                    document.invitedAt(),
                    document.expiresAt(),
                    document.version());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "SurveyToken", description = "Shown this once; only a hash of it is kept")
    record Token(
            String token,
            @Schema(
                            description =
                                    "Where the customer's page gets the question and sends the answer")
                    String path,
            Instant expiresAt) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "SurveyResponse")
    record Response(
            String id,
            String invitationId,
            @Schema(description = "Who the invited customer is now, since merges")
                    String customerId,
            String caseId,
            CaseType caseType,
            int score,
            @Schema(description = "Without e-mail addresses and phone numbers")
                    @Nullable String comment,
            Instant respondedAt) {

        static Response of(
                InvitationDocument document, CustomerId survivor, @Nullable String comment) {
            return new Response(
                    document.responseId(),
                    document.id(),
                    survivor.value(),
                    document.caseId(),
                    CaseType.valueOf(document.caseType()),
                    Objects.requireNonNull(document.score()),
                    comment,
                    document.sortedAt());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "SurveyScoreCount")
    record ScoreCount(int score, long count) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "SurveyScore", description = "What the answers of a span of time say together")
    record Score(
            long answers,
            @Schema(description = "The mean score; absent without answers", example = "4.25")
                    @Nullable String mean,
            @Schema(
                            description =
                                    "The percentage who gave 4 or 5: the CSAT score; absent without"
                                            + " answers",
                            example = "83.3")
                    @Nullable String satisfiedPercent,
            List<ScoreCount> distribution) {

        static Score of(ScoreSummary summary) {
            return new Score(
                    summary.count(),
                    summary.mean().map(BigDecimal::toPlainString).orElse(null),
                    summary.satisfied().map(BigDecimal::toPlainString).orElse(null),
                    summary.counts().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                            .map(it -> new ScoreCount(it.getKey(), it.getValue()))
                            .collect(Collectors.toList()));
        }
    }

    /** What a customer with a good link sees: nothing about who they are. */
    @DataClass(Level.PUBLIC)
    @Schema(name = "PublicSurvey")
    record PublicSurvey(
            @Schema(description = "In the language asked for") String question,
            @Schema(description = "The best score; 1 is the worst") int scale,
            Instant expiresAt) {

        static PublicSurvey of(
                SurveyDocument survey, InvitationDocument invitation, Locale locale) {
            return new PublicSurvey(
                    locale.getLanguage().equals("zh") ? survey.questionZh() : survey.question(),
                    ScoreSummary.SCALE,
                    invitation.expiresAt());
        }
    }

    /** What a customer answers. */
    @DataClass(Level.PUBLIC)
    @Schema(name = "PublicSurveyAnswer")
    record PublicAnswer(
            @Schema(description = "1 is the worst, 5 the best") @NotNull @Min(1) @Max(5)
                    Integer score,
            @Schema(description = "E-mail addresses and phone numbers are taken out")
                    @Nullable
                    @Size(max = 2_000)
                    String comment) {}
}
