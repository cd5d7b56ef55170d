package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.privacy.PrivacyPayloads.NewAnonymization;
import io.pondcrm.customer.privacy.PrivacyPayloads.RequestView;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/customers/{id}/anonymization")
@Tag(name = "Privacy")
class AnonymizationController {

    private final RequestController requests;
    private final Customers customers;

    AnonymizationController(RequestController requests, Customers customers) {
        this.requests = requests;
        this.customers = customers;
    }

    @PostMapping
    @RequiresScope("privacy:write")
    @Operation(
            operationId = "anonymizeCustomer",
            summary = "Make a customer nobody, for good, and keep what sums need",
            description =
                    """
                    For customers whom the company needs no more. In all services purchases, \
                    survey scores, cases, ended messages, the outcomes of playbooks, tiers, stages \
                    and churn bands stay as nobody's, so that reports tell what they told before; \
                    all else is thrown away, and nothing brings it back. The answer is a request \
                    at /data-subject-requests, with a receipt when all services have signed. It is \
                    REFUSED while a legal hold or a processing restriction stands, or while the \
                    person waits for the answer to another request. If-Match has to name the \
                    customer's version that was decided on.\
                    """)
    @ApiResponse(
            responseCode = "201",
            description = "Under way, or refused",
            content = @Content(schema = @Schema(implementation = RequestView.class)))
    ResponseEntity<?> post(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @RequestBody @Valid NewAnonymization body,
            IfMatch ifMatch,
            NewId newId,
            Caller caller) {
        return requests.taken(newId)
                .orElseGet(() -> {
                    var customer =
                            CustomerId.find(id)
                                    .filter(it -> customers.exists(it, caller.boundSystem()))
                                    .flatMap(customers::find)
                                    .orElseThrow(WebProblem.NOT_FOUND::exception);
                    ifMatch.requires(customer.version());
                    return requests.take(body.of(customer.id()), newId, caller);
                });
    }
}
