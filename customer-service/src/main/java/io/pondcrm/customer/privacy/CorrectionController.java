package io.pondcrm.customer.privacy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.privacy.PrivacyPayloads.RequestView;
import io.pondcrm.customer.privacy.domain.RequestState;
import io.pondcrm.customer.privacy.domain.RequestType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/data-subject-requests/{requestId}")
@Tag(name = "Privacy", description = "What persons may demand, and proof that it was done")
class CorrectionController {

    private final Requests requests;
    private final RectifyProfile rectification;

    CorrectionController(Requests requests, RectifyProfile rectification) {
        this.requests = requests;
        this.rectification = rectification;
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Correction")
    record CorrectionView(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @DataClass(Level.PERSONAL)
                    @Schema(
                            description =
                                    "By field, as it was when the person asked; left out if not"
                                            + " known",
                            example = "{\"familyName\":\"Wang\"}")
                    Map<String, String> before,
            @DataClass(Level.PERSONAL)
                    @Schema(
                            description = "By field, as it is to be; left out for what is cleared",
                            example = "{\"familyName\":\"Huang\"}")
                    Map<String, String> after) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "NewDecision")
    record NewDecision(
            @Schema(description = "Whether the profile is corrected") @NotNull Boolean accepted,
            @Schema(
                            description = "What the person is told why not; needed for a refusal",
                            example = "The invoice of last week shows the former name")
                    @Size(max = 200)
                    @Nullable String reason) {}

    @GetMapping("/correction")
    @RequiresScope("privacy:read")
    @Operation(
            operationId = "getCorrection",
            summary = "Read what a person wants to have corrected",
            description =
                    "Of requests of type RECTIFICATION. Values are left out without customers:pii;"
                            + " each read is audited.")
    @ApiResponse(
            responseCode = "200",
            description = "Before and after",
            content = @Content(schema = @Schema(implementation = CorrectionView.class)))
    @ApiResponse(
            responseCode = "410",
            description = "The person was erased",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    ResponseEntity<?> correction(
            @Parameter(example = "dsr_01h455vb4pex5vsknk084sn02q") @PathVariable("requestId")
                    String requestId,
            Caller caller) {
        var request = found(requestId, caller);
        return rectification
                .wanted(request)
                .<ResponseEntity<?>>map(it ->
                        ResponseEntity.ok(
                                new CorrectionView(request.customerId(), it.before(), it.after())))
                .orElseGet(PrivacyProblem.DOSSIER_GONE::because);
    }

    @PostMapping("/decision")
    @RequiresScope("privacy:write")
    @Operation(
            operationId = "decideRectification",
            summary = "Correct a profile as the person wants it, or refuse",
            description =
                    """
                    Accepted, the profile is changed with the person as the source \
                    (person:{requestId}), and events, the change feed and webhooks tell others. \
                    Repeated, it changes nothing more. What can't be stored any more is refused \
                    with 422, and the request stays open.\
                    """)
    @ApiResponse(
            responseCode = "200",
            description = "COMPLETED or REFUSED",
            content = @Content(schema = @Schema(implementation = RequestView.class)))
    @ApiResponse(
            responseCode = "409",
            description = "It was decided otherwise before",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    @ApiResponse(
            responseCode = "410",
            description = "The person was erased",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    ResponseEntity<?> decide(
            @Parameter(example = "dsr_01h455vb4pex5vsknk084sn02q") @PathVariable("requestId")
                    String requestId,
            @RequestBody @Valid NewDecision decision,
            Caller caller) {
        var request = found(requestId, caller);
        return decision.accepted() ? accept(request) : refuse(request, decision.reason());
    }

    private ResponseEntity<?> accept(RequestDocument request) {
        if (request.state() == RequestState.COMPLETED) {
            return ResponseEntity.ok(requests.view(request));
        }
        var wanted = rectification.wanted(request);
        if (wanted.isEmpty() || !rectification.check(request, wanted.get())) {
            return PrivacyProblem.DOSSIER_GONE.because();
        }
        // Claimed first: who refuses at the same time comes too late.
        var claimed = requests.move(request.id(), RequestState.RUNNING, null);
        if (claimed.state() != RequestState.RUNNING) {
            return PrivacyProblem.DECIDED_OTHERWISE.because();
        }
        if (!rectification.apply(claimed, wanted.get())) {
            return PrivacyProblem.DOSSIER_GONE.because();
        }
        return ResponseEntity.ok(
                requests.view(requests.move(request.id(), RequestState.COMPLETED, null)));
    }

    private ResponseEntity<?> refuse(RequestDocument request, @Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            throw WebProblem.VALIDATION.exception(
                    List.of(
                            new FieldError(
                                    "/reason",
                                    "required",
                                    new Text("The person has to be told why", "须告知当事人拒绝的理由"))));
        }
        var refused = requests.move(request.id(), RequestState.REFUSED, reason);
        return refused.state() == RequestState.REFUSED
                ? ResponseEntity.ok(requests.view(refused))
                : PrivacyProblem.DECIDED_OTHERWISE.because();
    }

    /** Only for our own: a partner's client neither reads a whole profile nor decides on it. */
    private RequestDocument found(String requestId, Caller caller) {
        return requests.find(requestId)
                .filter(it ->
                        it.type() == RequestType.RECTIFICATION && caller.boundSystem() == null)
                .orElseThrow(WebProblem.NOT_FOUND::exception);
    }
}
