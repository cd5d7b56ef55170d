package io.pondcrm.churn.warning;

import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.churn.score.domain.Band;
import io.pondcrm.churn.warning.domain.Transition;
import io.pondcrm.churn.warning.domain.Warning;
import io.pondcrm.churn.warning.domain.Warnings;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
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
@Tag(name = "Churn warnings", description = "Whom somebody should look after, and why")
class WarningController {

    private final Warnings warnings;
    private final WarningQueries queries;

    WarningController(Warnings warnings, WarningQueries queries) {
        this.warnings = warnings;
        this.queries = queries;
    }

    @GetMapping("/churn-warnings")
    @RequiresScope("churn:read")
    @Operation(
            operationId = "listChurnWarnings",
            summary = "Churn warnings",
            description =
                    "Each customer's latest warning; those that are open, acknowledged or not, if"
                            + " no state is asked for. A customer has one open warning at most."
                            + " Earlier warnings: GET /customers/{id}/churn-warnings.")
    Page<WarningPayloads.View> list(
            @RequestParam(name = "state", required = false) Warning.@Nullable State state,
            @RequestParam(name = "level", required = false) @Nullable Band level,
            @RequestParam(name = "assignee", required = false) @Nullable String assignee,
            @SortedBy(
                            value = "-score=warning.points",
                            or = {"expectedLoss=warning.lossMinor", "raisedAt=warning.raisedAt"})
                    PageRequest page) {
        return queries.list(state, level, assignee, page);
    }

    @GetMapping("/churn-warnings/{id}")
    @RequiresScope("churn:read")
    @Operation(operationId = "getChurnWarning", summary = "A churn warning")
    ResponseEntity<WarningPayloads.View> get(
            @Parameter(example = "chw_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id) {
        var held = warnings.find(id).orElseThrow(WarningProblem.CHURN_WARNING_NOT_FOUND::exception);
        return ResponseEntity.ok()
                .eTag(ETags.of(held.version()))
                .body(WarningPayloads.View.of(held.customer(), held.warning()));
    }

    @PostMapping("/churn-warnings/{id}/transitions")
    @RequiresScope("churn:write")
    @Operation(
            operationId = "moveChurnWarning",
            summary = "Acknowledge, hand on, resolve or dismiss a warning",
            description =
                    "Doing the same again changes nothing. A warning that ended stays as it is:"
                            + " 409.")
    @ApiResponse(
            responseCode = "200",
            description = "The warning as it is now",
            content = @Content(schema = @Schema(implementation = WarningPayloads.View.class)))
    ResponseEntity<?> move(
            @PathVariable("id") String id,
            @Valid @RequestBody WarningPayloads.NewTransition body,
            Caller caller) {
        var faults = body.faults();
        if (!faults.isEmpty()) {
            throw WebProblem.VALIDATION.exception(faults);
        }
        return switch (warnings.move(id, body.toDomain(caller.clientId()))) {
            case Transition.Moved _, Transition.Unchanged _ -> get(id);
            case Transition.AlreadyClosed(var warning) ->
                    WarningProblem.CHURN_WARNING_CLOSED.because(String.valueOf(warning.outcome()));
            case Transition.NotFound _ -> WarningProblem.CHURN_WARNING_NOT_FOUND.because();
        };
    }

    @GetMapping("/customers/{id}/churn-warnings")
    @RequiresScope("churn:read")
    @Operation(
            operationId = "listCustomerChurnWarnings",
            summary = "All warnings about a customer",
            description = "Newest first, open and closed; the last 51 are kept.")
    Page<WarningPayloads.View> ofCustomer(@PathVariable("id") String id) {
        return Page.whole(
                CustomerId.find(id)
                        .map(warnings::of)
                        .orElseThrow(WarningProblem.CHURN_WARNING_NOT_FOUND::exception)
                        .stream()
                        .map(it -> WarningPayloads.View.of(it.customer(), it.warning()))
                        .toList());
    }
}
