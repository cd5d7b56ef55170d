package io.pondcrm.feedback.survey;

import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.feedback.words.domain.PlainWords;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Customers answer here without a login: who has the token is let in, once. A token that never was
 * and one that was replaced look the same, and so do one that was used and one that expired.
 */
@RestController
@RequestMapping("/api/v1/public/surveys")
@Tag(name = "Public", description = "For customers, without a login")
class PublicSurveyController {

    private final MongoSurveys surveys;
    private final MongoInvitations invitations;
    private final Clock clock;

    PublicSurveyController(MongoSurveys surveys, MongoInvitations invitations, Clock clock) {
        this.surveys = surveys;
        this.invitations = invitations;
        this.clock = clock;
    }

    @GetMapping("/{token}")
    @RequiresScope(RequiresScope.PUBLIC)
    @Operation(
            operationId = "getPublicSurvey",
            summary = "The question that a customer's link leads to",
            description = "As often as wanted: what looks ahead at links uses nothing up.")
    @ApiResponse(responseCode = "200", description = "The question", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "410",
            description = "The link was used or has expired",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    SurveyPayloads.PublicSurvey ask(
            @Parameter(example = "kT0cZ1yXn8s0Q4m2Vb7uJ5eRw9pLh3aGd6fYiHoAxEk")
                    @PathVariable("token")
                    String token,
            @Parameter(hidden = true) Locale locale) {
        var invitation =
                invitations
                        .findByToken(token)
                        .orElseThrow(SurveyProblem.SURVEY_LINK_UNKNOWN::exception);
        if (!invitation.isOpenAt(clock.instant())) {
            throw SurveyProblem.SURVEY_LINK_OVER.exception();
        }
        return surveys.find(invitation.surveyId())
                .map(it -> SurveyPayloads.PublicSurvey.of(it, invitation, locale))
                .orElseThrow(SurveyProblem.SURVEY_LINK_UNKNOWN::exception);
    }

    @PostMapping("/{token}")
    @RequiresScope(RequiresScope.PUBLIC)
    @Operation(operationId = "answerPublicSurvey", summary = "Answers a survey, once")
    @ApiResponse(responseCode = "204", description = "Recorded")
    @ApiResponse(
            responseCode = "410",
            description = "The link was used or has expired",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    ResponseEntity<Void> answer(
            @Parameter(example = "kT0cZ1yXn8s0Q4m2Vb7uJ5eRw9pLh3aGd6fYiHoAxEk")
                    @PathVariable("token")
                    String token,
            @Valid @RequestBody SurveyPayloads.PublicAnswer body) {
        var written = body.comment();
        var comment = written == null || written.isBlank() ? null : PlainWords.of(written);
        return switch (invitations.answer(token, body.score(), comment, clock.instant())) {
            case RECORDED -> ResponseEntity.noContent().build();
            case UNKNOWN -> throw SurveyProblem.SURVEY_LINK_UNKNOWN.exception();
            case OVER -> throw SurveyProblem.SURVEY_LINK_OVER.exception();
        };
    }
}
