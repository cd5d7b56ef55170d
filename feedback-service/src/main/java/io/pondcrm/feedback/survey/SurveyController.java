package io.pondcrm.feedback.survey;

import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.kernel.TypeId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/surveys")
@Tag(name = "Surveys", description = "How content customers are")
class SurveyController {

    private static final String EXAMPLE = "svy_01h455vb4pex5vsknk084sn02q";

    private final MongoSurveys surveys;
    private final MongoInvitations invitations;
    private final SurveyQueries queries;
    private final MongoOperations mongo;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SurveyController(
            MongoSurveys surveys,
            MongoInvitations invitations,
            SurveyQueries queries,
            MongoOperations mongo,
            Clock clock) {
        this.surveys = surveys;
        this.invitations = invitations;
        this.queries = queries;
        this.mongo = mongo;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("surveys:write")
    @Operation(
            operationId = "createSurvey",
            summary = "Makes a survey",
            description =
                    """
                    From now on the closing of a case of these types invites its customer, unless \
                    they withdrew it or were invited to any survey a short while ago. Whoever sends \
                    the invitation asks for consent then: this service reaches nobody itself.\
                    """)
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<SurveyPayloads.View> create(
            @Valid @RequestBody SurveyPayloads.NewSurvey body, NewId newId) {
        var id = TypeId.of("svy", newId.uuid());
        if (surveys.find(id).isEmpty()) {
            if (surveys.count() >= MongoSurveys.MAX_SURVEYS) {
                throw SurveyProblem.SURVEY_TOO_MANY.exception(MongoSurveys.MAX_SURVEYS);
            }
            var now = clock.instant();
            surveys.insert(body.toDocument(id, 1, now, now));
        }
        var stored = survey(id);
        return ResponseEntity.created(URI.create("/api/v1/surveys/" + id))
                .eTag(ETags.of(stored.version()))
                .body(SurveyPayloads.View.of(stored));
    }

    @GetMapping
    @RequiresScope("surveys:read")
    @Operation(operationId = "listSurveys", summary = "The surveys there are, newest first")
    Page<SurveyPayloads.View> list(PageRequest page) {
        return page.find(mongo, new Criteria(), SurveyDocument.class, SurveyPayloads.View::of);
    }

    @GetMapping("/{id}")
    @RequiresScope("surveys:read")
    @Operation(operationId = "getSurvey", summary = "A survey")
    ResponseEntity<SurveyPayloads.View> get(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id) {
        var stored = survey(id);
        return ResponseEntity.ok()
                .eTag(ETags.of(stored.version()))
                .body(SurveyPayloads.View.of(stored));
    }

    @PutMapping("/{id}")
    @RequiresScope("surveys:write")
    @Operation(
            operationId = "replaceSurvey",
            summary = "Changes a survey",
            description = "As a whole; active=false invites nobody any more.")
    ResponseEntity<SurveyPayloads.View> replace(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id,
            @Valid @RequestBody SurveyPayloads.NewSurvey body,
            IfMatch ifMatch) {
        var seen = survey(id);
        ifMatch.requires(seen.version());
        var now = body.toDocument(id, seen.version() + 1, seen.createdAt(), clock.instant());
        if (!surveys.replace(seen, now)) {
            throw WebProblem.CONFLICT.exception();
        }
        return ResponseEntity.ok().eTag(ETags.of(now.version())).body(SurveyPayloads.View.of(now));
    }

    @GetMapping("/{id}/invitations")
    @RequiresScope("surveys:read")
    @Operation(operationId = "listSurveyInvitations", summary = "Who was invited, newest first")
    Page<SurveyPayloads.Invitation> invitations(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id,
            @RequestParam(required = false) @Nullable String caseId,
            @RequestParam(required = false) @Nullable String customerId,
            @SortedBy("-invitedAt") PageRequest page) {
        survey(id);
        return queries.invitations(id, caseId, customerId, page);
    }

    @GetMapping("/{id}/invitations/{invitation}")
    @RequiresScope("surveys:read")
    @Operation(operationId = "getSurveyInvitation", summary = "An invitation")
    ResponseEntity<SurveyPayloads.Invitation> invitation(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id,
            @Parameter(example = "inv_01h455vb4pex5vsknk084sn02q") @PathVariable("invitation")
                    String invitation) {
        var stored = document(id, invitation);
        return ResponseEntity.ok().eTag(ETags.of(stored.version())).body(queries.view(stored));
    }

    @PutMapping("/{id}/invitations/{invitation}/token")
    @RequiresScope("surveys:write")
    @Operation(
            operationId = "issueSurveyToken",
            summary = "Gives out the token that lets the customer answer",
            description =
                    """
                    A fresh one each time; those given out before are no longer good. It is shown \
                    in this answer only: we keep its hash. Put path behind the address of the \
                    gateway, or token into a link to a page of yours. If the answer got lost, read \
                    the invitation for its new ETag and ask again.\
                    """)
    ResponseEntity<SurveyPayloads.Token> token(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id,
            @Parameter(example = "inv_01h455vb4pex5vsknk084sn02q") @PathVariable("invitation")
                    String invitation,
            IfMatch ifMatch) {
        var seen = document(id, invitation);
        ifMatch.requires(seen.version());
        if (!seen.isOpenAt(clock.instant())) {
            throw SurveyProblem.SURVEY_INVITATION_OVER.exception();
        }
        var token = Tokens.fresh(random);
        if (!invitations.giveToken(seen, Tokens.hash(token))) {
            throw WebProblem.CONFLICT.exception();
        }
        return ResponseEntity.ok()
                .eTag(ETags.of(seen.version() + 1))
                .body(
                        new SurveyPayloads.Token(
                                token, "/api/v1/public/surveys/" + token, seen.expiresAt()));
    }

    @GetMapping("/{id}/responses")
    @RequiresScope("surveys:read")
    @Operation(operationId = "listSurveyResponses", summary = "The answers, newest first")
    Page<SurveyPayloads.Response> responses(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id,
            @RequestParam(required = false) @Nullable String customerId,
            @RequestParam(required = false) @Nullable String caseId,
            @RequestParam(required = false) @Nullable Integer score,
            @Parameter(description = "The first moment, inclusive") @RequestParam(required = false)
                    @Nullable Instant from,
            @Parameter(description = "The last moment, exclusive") @RequestParam(required = false)
                    @Nullable Instant until,
            @SortedBy("-respondedAt=sortedAt") PageRequest page) {
        survey(id);
        return queries.responses(
                id, new SurveyQueries.Wanted(customerId, caseId, score, from, until), page);
    }

    @GetMapping("/{id}/score")
    @RequiresScope("surveys:read")
    @Operation(
            operationId = "getSurveyScore",
            summary = "What the answers say together",
            description = "CSAT: the percentage of 4 and 5 among all answers.")
    SurveyPayloads.Score score(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id,
            @Parameter(description = "The first moment, inclusive") @RequestParam(required = false)
                    @Nullable Instant from,
            @Parameter(description = "The last moment, exclusive") @RequestParam(required = false)
                    @Nullable Instant until) {
        survey(id);
        return SurveyPayloads.Score.of(
                queries.score(id, new SurveyQueries.Wanted(null, null, null, from, until)));
    }

    private SurveyDocument survey(String id) {
        return surveys.find(id).orElseThrow(SurveyProblem.SURVEY_NOT_FOUND::exception);
    }

    private InvitationDocument document(String survey, String invitation) {
        return invitations
                .find(invitation)
                .filter(it -> it.surveyId().equals(survey))
                .orElseThrow(SurveyProblem.SURVEY_INVITATION_NOT_FOUND::exception);
    }
}
