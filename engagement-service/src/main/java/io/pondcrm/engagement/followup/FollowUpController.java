package io.pondcrm.engagement.followup;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.engagement.followup.FollowUpPayloads.NewCompletion;
import io.pondcrm.engagement.followup.FollowUpPayloads.State;
import io.pondcrm.engagement.followup.FollowUpPayloads.View;
import io.pondcrm.engagement.followup.domain.FollowUp;
import io.pondcrm.engagement.identity.domain.Identities;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Follow-ups", description = "Tasks to get in touch with customers")
class FollowUpController {

    private final MongoFollowUps followUps;
    private final MongoOperations mongo;
    private final Identities identities;
    private final Clock clock;

    FollowUpController(
            MongoFollowUps followUps, MongoOperations mongo, Identities identities, Clock clock) {
        this.followUps = followUps;
        this.mongo = mongo;
        this.identities = identities;
        this.clock = clock;
    }

    @GetMapping("/follow-ups")
    @RequiresScope("follow-ups:read")
    @Operation(
            operationId = "listFollowUps",
            summary = "What there is to follow up",
            description =
                    "One task for each churn warning and each enrolment in a playbook that asks"
                            + " for one; most urgent first.")
    Page<View> list(
            @RequestParam(required = false) @Nullable State state,
            @SortedBy("dueAt") PageRequest page) {
        return page.find(
                mongo,
                state == null ? new Criteria() : where("open").is(state == State.OPEN),
                FollowUpDocument.class,
                FollowUpController::view);
    }

    @GetMapping("/customers/{id}/follow-ups")
    @RequiresScope("follow-ups:read")
    @Operation(
            operationId = "listCustomerFollowUps",
            summary = "What there is and was to follow up with a customer")
    Page<View> ofCustomer(@PathVariable("id") String id, @SortedBy("dueAt") PageRequest page) {
        return page.find(
                mongo,
                where("customerId").in(identities.idsOf(id)),
                FollowUpDocument.class,
                FollowUpController::view);
    }

    @GetMapping("/follow-ups/{id}")
    @RequiresScope("follow-ups:read")
    @Operation(operationId = "getFollowUp", summary = "A follow-up")
    ResponseEntity<View> get(@PathVariable("id") String id) {
        return answer(
                followUps.find(id).orElseThrow(FollowUpProblem.FOLLOW_UP_NOT_FOUND::exception));
    }

    @PostMapping("/follow-ups/{id}/complete")
    @RequiresScope("follow-ups:write")
    @Operation(
            operationId = "completeFollowUp",
            summary = "Completes a follow-up",
            description = "The first outcome counts; the same again changes nothing.")
    @ApiResponse(
            responseCode = "200",
            description = "Completed",
            content = @Content(schema = @Schema(implementation = View.class)))
    ResponseEntity<?> complete(
            @PathVariable("id") String id, @Valid @RequestBody NewCompletion body, Caller caller) {
        var completion =
                followUps
                        .change(
                                id,
                                it ->
                                        it.complete(
                                                body.outcome(), clock.instant(), caller.clientId()))
                        .orElseThrow(FollowUpProblem.FOLLOW_UP_NOT_FOUND::exception);
        return switch (completion) {
            case FollowUp.Completion.Completed(var followUp) -> answer(followUp);
            case FollowUp.Completion.AlreadyCompleted(var followUp) -> answer(followUp);
            case FollowUp.Completion.CompletedOtherwise(var outcome) ->
                    FollowUpProblem.FOLLOW_UP_COMPLETED.because(outcome.name());
        };
    }

    private static ResponseEntity<View> answer(FollowUp followUp) {
        return ResponseEntity.ok()
                .eTag(ETags.of(followUp.version()))
                .body(View.of(followUp, LocaleContextHolder.getLocale()));
    }

    private static View view(FollowUpDocument document) {
        return View.of(document.toDomain(), LocaleContextHolder.getLocale());
    }
}
