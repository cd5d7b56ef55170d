package io.pondcrm.customer.profile;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.PayloadReader;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.profile.CustomerPayloads.ProfileBody;
import io.pondcrm.customer.profile.SyncCustomers.Outcome;
import io.pondcrm.customer.profile.SyncCustomers.Row;
import io.pondcrm.customer.profile.SyncPayloads.ConflictView;
import io.pondcrm.customer.profile.SyncPayloads.PolicyBody;
import io.pondcrm.customer.profile.SyncPayloads.PolicyView;
import io.pondcrm.customer.profile.SyncPayloads.RowConflictView;
import io.pondcrm.customer.profile.SyncPayloads.SyncBody;
import io.pondcrm.customer.profile.SyncPayloads.SyncRowBody;
import io.pondcrm.customer.profile.SyncPayloads.SyncRowView;
import io.pondcrm.customer.profile.SyncPayloads.SyncView;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.Flaw;
import io.pondcrm.customer.profile.domain.ProfileField;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Keeps customers equal on both sides. */
@RestController
@RequestMapping("/api/v1/partners/{system}")
@Tag(name = "Two-way sync", description = "Customers that a partner system and we both change")
class SyncController {

    private final SyncCustomers syncCustomers;
    private final MongoSync sync;
    private final Customers customers;
    private final CustomerViews views;
    private final PayloadReader payloads;

    SyncController(
            SyncCustomers syncCustomers,
            MongoSync sync,
            Customers customers,
            CustomerViews views,
            PayloadReader payloads) {
        this.syncCustomers = syncCustomers;
        this.sync = sync;
        this.customers = customers;
        this.views = views;
        this.payloads = payloads;
    }

    @PostMapping("/customer-syncs")
    @RequiresScope("customers:write")
    @Operation(
            operationId = "syncCustomers",
            summary = "Tell how customers are at a partner, and hear what to take over",
            description =
                    """
                    We remember what the partner told last, and compare field by field: what only \
                    the partner changed becomes ours, what only we changed is named in adopt, and \
                    what both changed is a conflict that the partner's policy decides and \
                    GET …/sync-conflicts keeps with both values. Send all fields that the partner \
                    keeps, null where it has no value; what is not mentioned is not compared. May \
                    be repeated blindly. Without customers:pii personal fields of customer are \
                    masked, and must not be taken over. A row of a customer whose data must not go \
                    to the partner's region is refused with 403 and transfer-refused, and nothing \
                    of it is taken.\
                    """)
    @ApiResponse(
            responseCode = "207",
            description = "One result for each row, in order",
            content = @Content(schema = @Schema(implementation = SyncView.class)))
    ResponseEntity<SyncView> sync(
            @Parameter(example = "shop") @PathVariable("system") String system,
            @RequestBody @Valid SyncBody body,
            Caller caller) {
        requireOwn(system, caller);
        var results = new SyncRowView[body.items().size()];
        var rows = new ArrayList<Row>();
        var positions = new ArrayList<Integer>();
        for (var index = 0; index < results.length; index++) {
            try {
                rows.add(row(system, payloads.read(body.items().get(index), SyncRowBody.class)));
                positions.add(index);
            } catch (ProblemException problem) {
                results[index] = failed(index, problem);
            }
        }
        var outcomes = syncCustomers.handle(system, rows);
        for (var at = 0; at < outcomes.size(); at++) {
            var index = positions.get(at);
            results[index] = result(index, outcomes.get(at), caller);
        }
        return ResponseEntity.status(207).body(new SyncView(List.of(results)));
    }

    private Row row(String system, SyncRowBody row) {
        var externalId =
                ExternalId.find(system, row.key())
                        .orElseThrow(() ->
                                WebProblem.VALIDATION.exception(
                                        List.of(
                                                CustomerProblem.describe(
                                                        new Flaw(
                                                                "/key",
                                                                Flaw.Kind.EXTERNAL_ID_FORMAT),
                                                        ""))));
        var profile = payloads.read(row.profile(), ProfileBody.class);
        return new Row(
                externalId,
                row.revision(),
                row.seen(),
                row.changedAt(),
                profile.toInput(Set.copyOf(row.profile().propertyNames()), Map.of()));
    }

    private SyncRowView result(int index, Outcome outcome, Caller caller) {
        return switch (outcome) {
            case Outcome.Created(var customer) ->
                    new SyncRowView(
                            index,
                            201,
                            true,
                            List.of(),
                            List.of(),
                            views.of(customer, caller),
                            null);
            case Outcome.Compared(var customer, var isChanged, var adopt, var conflicts) ->
                    new SyncRowView(
                            index,
                            200,
                            isChanged,
                            List.copyOf(adopt),
                            conflicts.stream().map(RowConflictView::of).toList(),
                            views.of(customer, caller),
                            null);
            case Outcome.Stale(var revision) ->
                    failed(index, CustomerProblem.LATER_REVISION_TOLD.exception(revision));
            case Outcome.Withheld(var why) -> failed(index, CustomerProblem.transferRefused(why));
            case Outcome.Refused(var flaws) ->
                    failed(
                            index,
                            WebProblem.VALIDATION.exception(
                                    flaws.stream()
                                            .map(flaw -> CustomerProblem.describe(flaw, "/profile"))
                                            .toList()));
        };
    }

    private static SyncRowView failed(int index, ProblemException problem) {
        var answer = problem.toResponse();
        return SyncRowView.failed(index, answer.getStatusCode().value(), answer.getBody());
    }

    @GetMapping("/sync-conflicts")
    @RequiresScope("customers:read")
    @Operation(
            operationId = "listSyncConflicts",
            summary = "What a partner and others both changed, with both values",
            description = "Newest first")
    Page<ConflictView> conflicts(
            @Parameter(example = "shop") @PathVariable("system") String system,
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @RequestParam(required = false)
                    @Nullable String customerId,
            @SortedBy("-foundAt") PageRequest page,
            Caller caller) {
        requireOwn(system, caller);
        return sync.conflicts(
                system,
                caller.boundSystem(),
                customerId == null
                        ? null
                        : CustomerId.find(customerId).map(customers::selfIdsOf).orElse(List.of()),
                page);
    }

    @GetMapping("/sync-policy")
    @RequiresScope("mappings:read")
    @Operation(
            operationId = "getSyncPolicy",
            summary = "Who may change what between a partner and us",
            description = "Where none is stored, both sides may write and the later word counts")
    @ApiResponse(
            responseCode = "200",
            description = "The policy",
            content = @Content(schema = @Schema(implementation = PolicyView.class)))
    ResponseEntity<PolicyView> policy(
            @Parameter(example = "shop") @PathVariable("system") String system, Caller caller) {
        requireOwn(system, caller);
        return answer(system);
    }

    @PutMapping("/sync-policy")
    @RequiresScope("mappings:write")
    @Operation(
            operationId = "putSyncPolicy",
            summary = "Say who may change what between a partner and us",
            description = "If-Match names the version that GET answered, \"0\" for the first.")
    @ApiResponse(
            responseCode = "200",
            description = "Stored",
            content = @Content(schema = @Schema(implementation = PolicyView.class)))
    ResponseEntity<?> putPolicy(
            @Parameter(example = "shop") @PathVariable("system") String system,
            IfMatch ifMatch,
            @RequestBody @Valid PolicyBody body,
            Caller caller) {
        requireOwn(system, caller);
        if (!ExternalId.isSystem(system)) {
            throw WebProblem.NOT_FOUND.exception();
        }
        if (body.fields() != null) {
            var errors =
                    body.fields().keySet().stream()
                            .filter(name -> !isField(name))
                            .map(SyncController::unknownField)
                            .toList();
            if (!errors.isEmpty()) {
                throw WebProblem.VALIDATION.exception(errors);
            }
        }
        var current = sync.policyOf(system).version();
        ifMatch.requires(current);
        if (!sync.put(system, body.toDomain(), current)) {
            return CustomerController.stale(ifMatch, sync.policyOf(system).version());
        }
        return answer(system);
    }

    private ResponseEntity<PolicyView> answer(String system) {
        var stored = sync.policyOf(system);
        return ResponseEntity.ok()
                .eTag(ETags.of(stored.version()))
                .body(PolicyView.of(system, stored));
    }

    private static boolean isField(String name) {
        return Set.of("contactPoints", "tags").contains(name)
                || name.matches("attributes/[\\p{L}\\p{N}]{1,40}")
                || ProfileField.find(name).isPresent();
    }

    private static FieldError unknownField(String name) {
        return new FieldError(
                "/fields/" + name.replace("~", "~0").replace("/", "~1"),
                "unknown-field",
                new Text(
                        "Name a field of a customer, contactPoints, tags or attributes/<name>",
                        "请填写客户字段、contactPoints、tags 或 attributes/<名称>"));
    }

    private static void requireOwn(String system, Caller caller) {
        if (!caller.mayActFor(system)) {
            throw WebProblem.NOT_FOUND.exception();
        }
    }
}
