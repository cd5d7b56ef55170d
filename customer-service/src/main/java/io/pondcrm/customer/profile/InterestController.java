package io.pondcrm.customer.profile;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.profile.CustomerPayloads.CustomerView;
import io.pondcrm.customer.profile.InterestPayloads.ConfirmationBody;
import io.pondcrm.customer.profile.InterestPayloads.InterestBody;
import io.pondcrm.customer.profile.InterestPayloads.InterestView;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.Revision;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/customers/{id}")
@Tag(name = "Interests", description = "What customers care for, and what they confirmed")
class InterestController {

    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final int MOST = 100;
    private static final String AN_ID = "cus_01h455vb4pex5vsknk084sn02q";

    private final Customers customers;
    private final ChangeCustomer changeCustomer;
    private final CustomerViews views;
    private final ProfileSettings settings;

    InterestController(
            Customers customers,
            ChangeCustomer changeCustomer,
            CustomerViews views,
            ProfileSettings settings) {
        this.customers = customers;
        this.changeCustomer = changeCustomer;
        this.views = views;
        this.settings = settings;
    }

    @GetMapping("/interests")
    @RequiresScope("customers:read")
    @Operation(
            operationId = "listInterests",
            summary = "What a customer cares for, by code",
            description =
                    "Segments ask for them as tags: interest:<code>. GET /customers?interest=<code>"
                            + " finds who has one.")
    Page<InterestView> list(
            @Parameter(example = AN_ID) @PathVariable("id") String id, Caller caller) {
        return Page.whole(InterestView.listOf(visible(id, caller), settings::confidenceIn));
    }

    @GetMapping("/interests/{code}")
    @RequiresScope("customers:read")
    @Operation(
            operationId = "getInterest",
            summary = "How much a customer cares for one thing",
            description = "The ETag is the customer's.")
    ResponseEntity<InterestView> get(
            @Parameter(example = AN_ID) @PathVariable("id") String id,
            @Parameter(example = "golf") @PathVariable("code") String code,
            Caller caller) {
        return answer(visible(id, caller), code);
    }

    @PutMapping("/interests/{code}")
    @RequiresScope("customers:write")
    @Operation(
            operationId = "setInterest",
            summary = "Say how much a customer cares for something",
            description = "If-Match names the customer's version; * where you do not mind.")
    @ApiResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = InterestView.class)))
    ResponseEntity<?> put(
            @Parameter(example = AN_ID) @PathVariable("id") String id,
            @Parameter(example = "golf") @PathVariable("code") String code,
            IfMatch ifMatch,
            @RequestBody @Valid InterestBody body,
            Caller caller) {
        var customer = visible(id, caller);
        if (!CODE.matcher(code).matches()) {
            return refused(
                    "/code",
                    "interest-code",
                    new Text(
                            "Codes are up to 40 lower-case letters, digits and hyphens",
                            "兴趣代码最多 40 个字符，仅限小写字母、数字和连字符"));
        }
        if (customer.profile().interests().size() >= MOST
                && !customer.profile().interests().containsKey(code)) {
            return refused(
                    "/code",
                    "too-many-interests",
                    new Text("A customer has 100 interests at most", "一位客户最多 100 项兴趣"));
        }
        var source = Sources.of(caller) + (body.source() == null ? "" : "/" + body.source());
        return answer(
                changeCustomer.care(
                        customer.id(), ifMatch, code, body.weight().stripTrailingZeros(), source),
                ifMatch,
                code);
    }

    @DeleteMapping("/interests/{code}")
    @RequiresScope("customers:write")
    @Operation(
            operationId = "removeInterest",
            summary = "Forget that a customer cares for something",
            description = "If-Match names the customer's version. What is not there is gone.")
    @ApiResponse(responseCode = "204", description = "Forgotten")
    ResponseEntity<?> delete(
            @Parameter(example = AN_ID) @PathVariable("id") String id,
            @Parameter(example = "golf") @PathVariable("code") String code,
            IfMatch ifMatch,
            Caller caller) {
        var revision =
                changeCustomer.care(
                        visible(id, caller).id(), ifMatch, code, null, Sources.of(caller));
        return switch (revision) {
            case Revision.Revised _, Revision.Unchanged _ -> ResponseEntity.noContent().build();
            case Revision.Stale(var version) -> CustomerController.stale(ifMatch, version);
            case Revision.Refused _, Revision.ExternalIdTaken _, Revision.NoSuchCustomer _ ->
                    WebProblem.NOT_FOUND.because();
        };
    }

    @PostMapping("/confirmations")
    @RequiresScope("customers:write")
    @Operation(
            operationId = "confirmCustomer",
            summary = "Say that what is known of a customer is still right",
            description =
                    """
                    The fields' provenance is yours from now on, and GET /customers?staleSince= \
                    does not find the customer until the time is over again.\
                    """)
    @ApiResponse(
            responseCode = "200",
            description = "The customer as it is now",
            content = @Content(schema = @Schema(implementation = CustomerView.class)))
    ResponseEntity<?> confirm(
            @Parameter(example = AN_ID) @PathVariable("id") String id,
            @RequestBody @Valid ConfirmationBody body,
            Caller caller) {
        var revision =
                changeCustomer.confirm(
                        visible(id, caller).id(), Set.copyOf(body.fields()), Sources.of(caller));
        return switch (revision) {
            case Revision.Revised(var customer, _) -> views.ok(customer, caller);
            case Revision.Unchanged(var customer) -> views.ok(customer, caller);
            case Revision.Stale _,
                    Revision.Refused _,
                    Revision.ExternalIdTaken _,
                    Revision.NoSuchCustomer _ ->
                    WebProblem.NOT_FOUND.because();
        };
    }

    private ResponseEntity<?> answer(Revision revision, IfMatch ifMatch, String code) {
        return switch (revision) {
            case Revision.Revised(var customer, _) -> answer(customer, code);
            case Revision.Unchanged(var customer) -> answer(customer, code);
            case Revision.Stale(var version) -> CustomerController.stale(ifMatch, version);
            case Revision.Refused _, Revision.ExternalIdTaken _, Revision.NoSuchCustomer _ ->
                    WebProblem.NOT_FOUND.because();
        };
    }

    private ResponseEntity<InterestView> answer(Customer customer, String code) {
        return ResponseEntity.ok()
                .eTag(ETags.of(customer.version()))
                .body(
                        InterestView.of(customer, code, settings::confidenceIn)
                                .orElseThrow(WebProblem.NOT_FOUND::exception));
    }

    private static ResponseEntity<?> refused(String pointer, String code, Text words) {
        return WebProblem.VALIDATION.because(List.of(new FieldError(pointer, code, words)));
    }

    private Customer visible(String id, Caller caller) {
        return CustomerId.find(id)
                .flatMap(customers::find)
                .filter(it -> it.isKnownTo(caller.boundSystem()))
                .orElseThrow(WebProblem.NOT_FOUND::exception);
    }
}
