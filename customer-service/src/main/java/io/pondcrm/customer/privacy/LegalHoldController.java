package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.privacy.PrivacyPayloads.HoldView;
import io.pondcrm.customer.privacy.PrivacyPayloads.NewHold;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/customers/{id}/legal-hold")
@Tag(name = "Privacy")
class LegalHoldController {

    private final MongoLegalHolds holds;
    private final Customers customers;
    private final Clock clock;

    LegalHoldController(MongoLegalHolds holds, Customers customers, Clock clock) {
        this.holds = holds;
        this.customers = customers;
        this.clock = clock;
    }

    @GetMapping
    @RequiresScope("privacy:read")
    @Operation(operationId = "getLegalHold", summary = "Read why a customer must not be erased")
    ResponseEntity<HoldView> get(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            Caller caller) {
        return answer(holds.find(visible(id, caller)).orElseThrow(WebProblem.NOT_FOUND::exception));
    }

    @PutMapping
    @RequiresScope("privacy:write")
    @Operation(
            operationId = "setLegalHold",
            summary = "Say that a customer must not be erased",
            description =
                    "While it stands, erasures are refused, and also those of whom this customer is"
                            + " merged into. Needs If-Match, but for the first time.")
    @ApiResponse(
            responseCode = "200",
            description = "Stored",
            content = @Content(schema = @Schema(implementation = HoldView.class)))
    ResponseEntity<?> put(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @Valid @RequestBody NewHold body,
            @Nullable IfMatch ifMatch,
            Caller caller) {
        var customer = visible(id, caller);
        var seen = holds.find(customer).map(LegalHoldDocument::version).orElse(0L);
        (ifMatch == null ? IfMatch.seen(0) : ifMatch).requires(seen);
        var next =
                new LegalHoldDocument(
                        customer,
                        seen + 1,
                        body.reason().strip(),
                        body.until(),
                        "client:" + caller.clientId(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return holds.put(next) ? answer(next) : WebProblem.CONFLICT.because();
    }

    @DeleteMapping
    @RequiresScope("privacy:write")
    @Operation(operationId = "liftLegalHold", summary = "Let a customer be erased again")
    @ApiResponse(responseCode = "204", description = "Lifted", content = @Content)
    ResponseEntity<?> delete(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            IfMatch ifMatch,
            Caller caller) {
        var customer = visible(id, caller);
        var seen = holds.find(customer).orElseThrow(WebProblem.NOT_FOUND::exception).version();
        ifMatch.requires(seen);
        return holds.remove(customer, seen)
                ? ResponseEntity.noContent().build()
                : WebProblem.CONFLICT.because();
    }

    private static ResponseEntity<HoldView> answer(LegalHoldDocument hold) {
        return ResponseEntity.ok().eTag(ETags.of(hold.version())).body(HoldView.of(hold));
    }

    private String visible(String id, Caller caller) {
        return CustomerId.find(id)
                .filter(it -> customers.exists(it, caller.boundSystem()))
                .orElseThrow(WebProblem.NOT_FOUND::exception)
                .value();
    }
}
