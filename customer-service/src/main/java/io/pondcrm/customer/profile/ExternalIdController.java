package io.pondcrm.customer.profile;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.PayloadReader;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.profile.CustomerPayloads.BatchBody;
import io.pondcrm.customer.profile.CustomerPayloads.BatchView;
import io.pondcrm.customer.profile.CustomerPayloads.CustomerView;
import io.pondcrm.customer.profile.CustomerPayloads.ExternalIdView;
import io.pondcrm.customer.profile.CustomerPayloads.KeyBody;
import io.pondcrm.customer.profile.CustomerPayloads.ProfileBody;
import io.pondcrm.customer.profile.CustomerPayloads.RowBody;
import io.pondcrm.customer.profile.CustomerPayloads.RowView;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.CustomerUpsert;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.Flaw;
import io.pondcrm.customer.profile.domain.ProfileInput;
import io.pondcrm.customer.profile.domain.Revision;
import io.pondcrm.customer.profile.domain.Upserted;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/customers")
@Tag(
        name = "External ids",
        description = "Customers by the names that partner systems have for them")
class ExternalIdController {

    private final Customers customers;
    private final ChangeCustomer changeCustomer;
    private final CustomerViews views;
    private final PayloadReader payloads;

    ExternalIdController(
            Customers customers,
            ChangeCustomer changeCustomer,
            CustomerViews views,
            PayloadReader payloads) {
        this.customers = customers;
        this.changeCustomer = changeCustomer;
        this.views = views;
        this.payloads = payloads;
    }

    @PutMapping("/by-external-id/{system}/{key}")
    @RequiresScope("customers:write")
    @Operation(
            operationId = "upsertCustomerByExternalId",
            summary = "Create or change the customer whom a partner calls so",
            description =
                    """
                    Needs no If-Match and may be repeated. Fields left out stay as they are, null \
                    clears one: a partner says what it knows.\
                    """)
    @ApiResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = CustomerView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Known before; changed where the body says something new",
            content = @Content(schema = @Schema(implementation = CustomerView.class)))
    ResponseEntity<?> put(
            @Parameter(example = "shop") @PathVariable("system") String system,
            @Parameter(example = "88231") @PathVariable("key") String key,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(schema = @Schema(implementation = ProfileBody.class)))
                    @RequestBody
                    JsonNode body,
            Caller caller) {
        var externalId = writable(system, key, caller);
        var upsert = new CustomerUpsert(externalId, input(body));
        var outcome = customers.upsertAll(List.of(upsert), Sources.of(caller)).getFirst();
        return switch (outcome) {
            case Upserted.Created(var id) -> views.created(get(id), caller);
            case Upserted.Updated(var id) -> views.ok(get(id), caller);
            case Upserted.Unchanged(var id) -> views.ok(get(id), caller);
            case Upserted.Refused(var flaws) -> refused(flaws, "").toResponse();
        };
    }

    @GetMapping("/by-external-id/{system}/{key}")
    @RequiresScope("customers:read")
    @Operation(
            operationId = "getCustomerByExternalId",
            summary = "Read the customer whom a partner calls so")
    @ApiResponse(
            responseCode = "200",
            description = "The customer",
            content = @Content(schema = @Schema(implementation = CustomerView.class)))
    ResponseEntity<?> find(
            @Parameter(example = "shop") @PathVariable("system") String system,
            @Parameter(example = "88231") @PathVariable("key") String key,
            Caller caller) {
        return ExternalId.find(system, key)
                .filter(it -> caller.mayActFor(it.system()))
                .flatMap(customers::find)
                .<ResponseEntity<?>>map(customer -> views.ok(customer, caller))
                .orElseGet(WebProblem.NOT_FOUND::because);
    }

    @PostMapping("/batch")
    @RequiresScope("customers:write")
    @Operation(
            operationId = "upsertCustomers",
            summary = "Create or change up to 1,000 customers by external id",
            description =
                    """
                    Each row is answered by itself: 201 created, 200 known before, else why not. \
                    Good rows go in whatever happens to others; two rows of one customer are taken \
                    in order. More than 1,000: POST /customer-imports.\
                    """)
    @ApiResponse(
            responseCode = "207",
            description = "One result for each row, in order",
            content = @Content(schema = @Schema(implementation = BatchView.class)))
    ResponseEntity<BatchView> upsertAll(@RequestBody @Valid BatchBody body, Caller caller) {
        var rows = new RowView[body.items().size()];
        var upserts = new ArrayList<CustomerUpsert>();
        var positions = new ArrayList<Integer>();
        for (var index = 0; index < rows.length; index++) {
            try {
                upserts.add(upsert(body.items().get(index), caller));
                positions.add(index);
            } catch (ProblemException problem) {
                rows[index] = row(index, problem);
            }
        }
        var outcomes = customers.upsertAll(upserts, Sources.of(caller));
        for (var at = 0; at < outcomes.size(); at++) {
            var index = positions.get(at);
            rows[index] =
                    switch (outcomes.get(at)) {
                        case Upserted.Created(var id) -> new RowView(index, 201, id.value(), null);
                        case Upserted.Updated(var id) -> new RowView(index, 200, id.value(), null);
                        case Upserted.Unchanged(var id) ->
                                new RowView(index, 200, id.value(), null);
                        case Upserted.Refused(var flaws) -> row(index, refused(flaws, "/profile"));
                    };
        }
        return ResponseEntity.status(207).body(new BatchView(List.of(rows)));
    }

    @GetMapping("/{id}/external-ids/{system}")
    @RequiresScope("customers:read")
    @Operation(
            operationId = "getExternalId",
            summary = "Read the name that a partner system has for a customer")
    @ApiResponse(
            responseCode = "200",
            description = "The external id",
            content = @Content(schema = @Schema(implementation = ExternalIdView.class)))
    ResponseEntity<?> getExternalId(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @Parameter(example = "shop") @PathVariable("system") String system,
            Caller caller) {
        return CustomerId.find(id)
                .filter(_ -> caller.mayActFor(system))
                .flatMap(customers::find)
                .flatMap(customer ->
                        customer.find(system)
                                .<ResponseEntity<?>>map(externalId ->
                                        ResponseEntity.ok()
                                                .eTag(ETags.of(customer.version()))
                                                .body(ExternalIdView.of(externalId))))
                .orElseGet(WebProblem.NOT_FOUND::because);
    }

    @PutMapping("/{id}/external-ids/{system}")
    @RequiresScope("customers:write")
    @Operation(
            operationId = "linkExternalId",
            summary = "Give a customer a name in a partner system",
            description =
                    "In place of an earlier one. If-Match names the customer's version. A partner"
                            + " may rename the customers that its system knows.")
    @ApiResponse(
            responseCode = "200",
            description = "The customer as it is now",
            content = @Content(schema = @Schema(implementation = CustomerView.class)))
    ResponseEntity<?> link(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @Parameter(example = "shop") @PathVariable("system") String system,
            IfMatch ifMatch,
            @RequestBody @Valid KeyBody body,
            Caller caller) {
        var externalId = writable(system, body.key(), caller);
        return answer(
                changeCustomer.link(visible(id, caller), ifMatch, externalId), ifMatch, caller);
    }

    @DeleteMapping("/{id}/external-ids/{system}")
    @RequiresScope("customers:write")
    @Operation(
            operationId = "unlinkExternalId",
            summary = "Forget the name that a partner system has for a customer",
            description = "If-Match names the customer's version. The customer stays.")
    @ApiResponse(
            responseCode = "200",
            description = "The customer as it is now",
            content = @Content(schema = @Schema(implementation = CustomerView.class)))
    ResponseEntity<?> unlink(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @Parameter(example = "shop") @PathVariable("system") String system,
            IfMatch ifMatch,
            Caller caller) {
        requireOwn(system, caller);
        return answer(changeCustomer.unlink(visible(id, caller), ifMatch, system), ifMatch, caller);
    }

    private ResponseEntity<?> answer(Revision revision, IfMatch ifMatch, Caller caller) {
        return switch (revision) {
            case Revision.Revised(var customer, _) -> views.ok(customer, caller);
            case Revision.Unchanged(var customer) -> views.ok(customer, caller);
            case Revision.Stale(var version) -> CustomerController.stale(ifMatch, version);
            case Revision.Refused(var flaws) -> refused(flaws, "").toResponse();
            case Revision.ExternalIdTaken _ -> CustomerProblem.EXTERNAL_ID_TAKEN.because();
            case Revision.NoSuchCustomer _ -> WebProblem.NOT_FOUND.because();
        };
    }

    private CustomerUpsert upsert(JsonNode item, Caller caller) {
        var row = payloads.read(item, RowBody.class);
        var externalId = row.externalId();
        requireOwn(externalId.system(), caller);
        var name =
                ExternalId.find(externalId.system(), externalId.key())
                        .orElseThrow(() ->
                                refused(
                                        List.of(
                                                new Flaw(
                                                        "/externalId",
                                                        Flaw.Kind.EXTERNAL_ID_FORMAT)),
                                        ""));
        return new CustomerUpsert(
                name, isNothing(row.profile()) ? ProfileInput.NOTHING : input(row.profile()));
    }

    private static boolean isNothing(@Nullable JsonNode node) {
        return node == null || node.isNull();
    }

    private ProfileInput input(@Nullable JsonNode body) {
        if (body == null) {
            return ProfileInput.NOTHING;
        }
        var profile = payloads.read(body, ProfileBody.class);
        var mentioned = Set.copyOf(body.propertyNames());
        return profile.toInput(Set.copyOf(mentioned), Map.of());
    }

    private static ExternalId writable(String system, String key, Caller caller) {
        requireOwn(system, caller);
        return ExternalId.find(system, key)
                .orElseThrow(
                        () -> refused(List.of(new Flaw("/key", Flaw.Kind.EXTERNAL_ID_FORMAT)), ""));
    }

    private static void requireOwn(String system, Caller caller) {
        if (!caller.mayActFor(system)) {
            throw CustomerProblem.FOREIGN_SYSTEM.exception(caller.system().orElse(""));
        }
    }

    private Customer get(CustomerId id) {
        return customers
                .find(id)
                .orElseThrow(() -> new IllegalStateException("Just stored, but not there: " + id));
    }

    private CustomerId visible(String id, Caller caller) {
        return CustomerId.find(id)
                .filter(it -> customers.exists(it, caller.boundSystem()))
                .orElseThrow(WebProblem.NOT_FOUND::exception);
    }

    private static ProblemException refused(List<Flaw> flaws, String prefix) {
        List<FieldError> errors =
                flaws.stream().map(flaw -> CustomerProblem.describe(flaw, prefix)).toList();
        ProblemType validation = WebProblem.VALIDATION;
        return validation.exception(errors);
    }

    private static RowView row(int index, ProblemException problem) {
        var answer = problem.toResponse();
        return new RowView(index, answer.getStatusCode().value(), null, answer.getBody());
    }
}
