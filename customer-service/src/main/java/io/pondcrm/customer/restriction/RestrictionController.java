package io.pondcrm.customer.restriction;

import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.restriction.domain.RestrictionGround;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
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
@RequestMapping("/api/v1/customers/{id}/processing-restriction")
@Tag(name = "Restrictions", description = "Whose data are kept and not used")
class RestrictionController {

    private static final String CUSTOMER = "cus_01h455vb4pex5vsknk084sn02q";

    private final MongoRestrictions restrictions;
    private final Customers customers;
    private final Clock clock;

    RestrictionController(MongoRestrictions restrictions, Customers customers, Clock clock) {
        this.restrictions = restrictions;
        this.customers = customers;
        this.clock = clock;
    }

    @Schema(name = "NewProcessingRestriction")
    record NewRestriction(@NotNull RestrictionGround ground) {}

    @DataClass(DataClass.Level.INTERNAL)
    @Schema(name = "ProcessingRestriction")
    record RestrictionView(
            @Schema(example = CUSTOMER) String customerId,
            RestrictionGround ground,
            @Schema(description = "Since when nobody addresses the customer") Instant since,
            @Schema(example = "client:ops") String setBy) {

        static RestrictionView of(RestrictionDocument it) {
            return new RestrictionView(it.id(), it.ground(), it.since(), it.setBy());
        }
    }

    @PutMapping
    @RequiresScope("privacy:write")
    @Operation(
            operationId = "restrictProcessing",
            summary = "Keep a customer's data and do not use them",
            description =
                    """
                    From the next message on nobody addresses the customer: contact card and \
                    contact policy say RESTRICTED for every purpose and channel, whatever was \
                    consented to, until it is lifted. Nothing is deleted, and consents are still \
                    taken down. Another ground needs If-Match. Scores and segments go on.\
                    """)
    @ApiResponse(
            responseCode = "200",
            description = "Restricted",
            content = @Content(schema = @Schema(implementation = RestrictionView.class)))
    ResponseEntity<?> restrict(
            @Parameter(example = CUSTOMER) @PathVariable("id") String id,
            @RequestBody @Valid NewRestriction body,
            @Nullable IfMatch ifMatch,
            Caller caller) {
        var customer = visible(id, caller);
        var seen = restrictions.find(customer);
        var version = seen.map(RestrictionDocument::version).orElse(0L);
        if (seen.isPresent() && ifMatch == null && seen.get().ground() == body.ground()) {
            return answer(seen.get());
        }
        (ifMatch == null ? IfMatch.seen(0) : ifMatch).requires(version);
        var next =
                new RestrictionDocument(
                        customer.value(),
                        version + 1,
                        body.ground(),
                        seen.map(RestrictionDocument::since)
                                .orElse(clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                        "client:" + caller.clientId());
        return restrictions.put(next) ? answer(next) : WebProblem.CONFLICT.because();
    }

    @GetMapping
    @RequiresScope("privacy:read")
    @Operation(
            operationId = "getProcessingRestriction",
            summary = "Read why a customer's data are not used",
            description = "404 where they are.")
    ResponseEntity<RestrictionView> get(
            @Parameter(example = CUSTOMER) @PathVariable("id") String id, Caller caller) {
        return answer(existing(visible(id, caller)));
    }

    @DeleteMapping
    @RequiresScope("privacy:write")
    @Operation(
            operationId = "liftProcessingRestriction",
            summary = "Use a customer's data again",
            description =
                    "Tell the customer before (GDPR, article 18(3)). What stands in the ledger of"
                            + " consents counts again.")
    @ApiResponse(responseCode = "204", description = "Lifted", content = @Content)
    ResponseEntity<?> lift(
            @Parameter(example = CUSTOMER) @PathVariable("id") String id,
            IfMatch ifMatch,
            Caller caller) {
        var seen = existing(visible(id, caller));
        ifMatch.requires(seen.version());
        return restrictions.lift(seen)
                ? ResponseEntity.noContent().build()
                : WebProblem.CONFLICT.because();
    }

    private static ResponseEntity<RestrictionView> answer(RestrictionDocument it) {
        return ResponseEntity.ok().eTag(ETags.of(it.version())).body(RestrictionView.of(it));
    }

    private RestrictionDocument existing(CustomerId customer) {
        return restrictions.find(customer).orElseThrow(WebProblem.NOT_FOUND::exception);
    }

    private CustomerId visible(String id, Caller caller) {
        return CustomerId.find(id)
                .filter(it -> customers.exists(it, caller.boundSystem()))
                .orElseThrow(WebProblem.NOT_FOUND::exception);
    }
}
