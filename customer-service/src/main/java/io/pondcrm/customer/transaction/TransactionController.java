package io.pondcrm.customer.transaction;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.PayloadReader;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.transaction.TransactionPayloads.BatchBody;
import io.pondcrm.customer.transaction.TransactionPayloads.BatchView;
import io.pondcrm.customer.transaction.TransactionPayloads.RowView;
import io.pondcrm.customer.transaction.TransactionPayloads.TransactionBody;
import io.pondcrm.customer.transaction.TransactionPayloads.TransactionView;
import io.pondcrm.customer.transaction.domain.CustomerReference;
import io.pondcrm.customer.transaction.domain.NewTransaction;
import io.pondcrm.customer.transaction.domain.Recording;
import io.pondcrm.customer.transaction.domain.TransactionType;
import io.pondcrm.customer.transaction.domain.Transactions;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
@Tag(name = "Transactions", description = "What customers bought and gave back")
class TransactionController {

    private final RecordTransactions recordTransactions;
    private final Transactions transactions;
    private final TransactionQueries queries;
    private final Customers customers;
    private final PayloadReader payloads;

    TransactionController(
            RecordTransactions recordTransactions,
            Transactions transactions,
            TransactionQueries queries,
            Customers customers,
            PayloadReader payloads) {
        this.recordTransactions = recordTransactions;
        this.transactions = transactions;
        this.queries = queries;
        this.customers = customers;
        this.payloads = payloads;
    }

    @PostMapping("/transactions")
    @RequiresScope("transactions:write")
    @Operation(
            operationId = "recordTransaction",
            summary = "Record a sale or a refund",
            description =
                    """
                    Safe to repeat: system and externalId name the transaction for ever. The same \
                    content again is answered with 200 and the stored transaction, other content \
                    with 409 that says what differs. Transactions may be years old and arrive in \
                    any order; scores and tiers follow within seconds.\
                    """)
    @ApiResponse(
            responseCode = "201",
            description = "Recorded",
            content = @Content(schema = @Schema(implementation = TransactionView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Known before, with the same content",
            content = @Content(schema = @Schema(implementation = TransactionView.class)))
    ResponseEntity<?> record(
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(implementation = TransactionBody.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "sale",
                                                            value =
                                                                    """
                                                                    {"system":"shop","externalId":"SO-1001","customer":{"system":"shop","key":"88231"},
                                                                     "type":"SALE","occurredAt":"2026-11-20T09:30:00.000Z","channel":"STORE",
                                                                     "lines":[{"sku":"TEA-250","category":"tea","quantity":2,"unitPrice":{"amount":"64.00","currency":"CNY"}}],
                                                                     "total":{"amount":"128.00","currency":"CNY"}}\
                                                                    """)))
                    @RequestBody
                    @Valid
                    TransactionBody body,
            Caller caller) {
        return switch (recordTransactions.handle(
                recordTransactions.request(body, caller), caller)) {
            case Recording.Recorded(var transaction) ->
                    ResponseEntity.created(URI.create("/api/v1/transactions/" + transaction.id()))
                            .eTag("1")
                            .body(TransactionView.of(transaction));
            case Recording.Duplicate(var transaction) ->
                    ResponseEntity.ok().eTag("1").body(TransactionView.of(transaction));
            case Recording.Conflicting conflict -> problem(conflict).toResponse();
            case Recording.UnknownCustomer unknown -> problem(unknown).toResponse();
            case Recording.Refused refused -> problem(refused).toResponse();
        };
    }

    @PostMapping("/transactions/batch")
    @RequiresScope("transactions:write")
    @Operation(
            operationId = "recordTransactions",
            summary = "Record up to 1,000 transactions",
            description =
                    """
                    Each row is answered by itself, as if it had come alone: 201 recorded, 200 \
                    known before, else why not. Good rows go in whatever happens to others. More \
                    than 1,000: POST /transaction-imports.\
                    """)
    @ApiResponse(
            responseCode = "207",
            description = "One result for each row, in order",
            content = @Content(schema = @Schema(implementation = BatchView.class)))
    ResponseEntity<BatchView> recordAll(@RequestBody @Valid BatchBody body, Caller caller) {
        var rows = new RowView[body.items().size()];
        var requests = new ArrayList<NewTransaction>();
        var positions = new ArrayList<Integer>();
        for (var index = 0; index < rows.length; index++) {
            try {
                var row = payloads.read(body.items().get(index), TransactionBody.class);
                requests.add(recordTransactions.request(row, caller));
                positions.add(index);
            } catch (ProblemException problem) {
                rows[index] = row(index, problem);
            }
        }
        var outcomes = recordTransactions.handle(requests, caller);
        for (var at = 0; at < outcomes.size(); at++) {
            var index = positions.get(at);
            rows[index] =
                    switch (outcomes.get(at)) {
                        case Recording.Recorded(var recorded) ->
                                new RowView(index, 201, recorded.id(), null);
                        case Recording.Duplicate(var known) ->
                                new RowView(index, 200, known.id(), null);
                        case Recording.Conflicting conflict -> row(index, problem(conflict));
                        case Recording.UnknownCustomer unknown -> row(index, problem(unknown));
                        case Recording.Refused refused -> row(index, problem(refused));
                    };
        }
        return ResponseEntity.status(207).body(new BatchView(List.of(rows)));
    }

    @GetMapping("/transactions/{id}")
    @RequiresScope("transactions:read")
    @Operation(operationId = "getTransaction", summary = "Read a transaction")
    @ApiResponse(
            responseCode = "200",
            description = "The transaction",
            content = @Content(schema = @Schema(implementation = TransactionView.class)))
    ResponseEntity<?> get(
            @Parameter(example = "trx_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            Caller caller) {
        return transactions
                .find(id)
                .filter(transaction -> caller.mayActFor(transaction.system()))
                .filter(it -> queries.mayBeTold(it, caller))
                .<ResponseEntity<?>>map(transaction ->
                        ResponseEntity.ok().eTag("1").body(TransactionView.of(transaction)))
                .orElseGet(WebProblem.NOT_FOUND::because);
    }

    @GetMapping("/customers/{id}/transactions")
    @RequiresScope("transactions:read")
    @Operation(
            operationId = "listCustomerTransactions",
            summary = "List a customer's transactions",
            description = "Newest first. A partner's client sees those of its own system.")
    Page<TransactionView> ofCustomer(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @RequestParam(required = false) @Nullable TransactionType type,
            @Parameter(description = "The first moment, inclusive") @RequestParam(required = false)
                    @Nullable Instant occurredAtGte,
            @Parameter(description = "The last moment, exclusive") @RequestParam(required = false)
                    @Nullable Instant occurredAtLt,
            @SortedBy("-occurredAt") PageRequest page,
            Caller caller) {
        var customer =
                CustomerId.find(id)
                        .filter(it -> customers.exists(it, caller.boundSystem()))
                        .orElseThrow(WebProblem.NOT_FOUND::exception);
        return queries.of(customer, caller, type, occurredAtGte, occurredAtLt, page);
    }

    private static RowView row(int index, ProblemException problem) {
        var answer = problem.toResponse();
        return new RowView(index, answer.getStatusCode().value(), null, answer.getBody());
    }

    private static ProblemException problem(Recording.Conflicting conflict) {
        return TransactionProblem.TRANSACTION_CONFLICT.exception(
                conflict.transaction().id(), String.join(", ", conflict.differing()));
    }

    private static ProblemException problem(Recording.UnknownCustomer unknown) {
        var pointer =
                switch (unknown.reference()) {
                    case CustomerReference.ById _ -> "/customerId";
                    case CustomerReference.ByExternalId(var system, _) ->
                            system.isEmpty() ? "/customerId" : "/customer";
                };
        return TransactionProblem.UNKNOWN_CUSTOMER.exception(
                List.of(
                        new FieldError(
                                pointer,
                                "unknown-customer",
                                new Text("Nobody is known by this reference", "没有与此引用对应的客户"))));
    }

    private static ProblemException problem(Recording.Refused refused) {
        return WebProblem.VALIDATION.exception(
                refused.flaws().stream().map(TransactionProblem::describe).toList());
    }
}
