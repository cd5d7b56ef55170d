package io.pondcrm.customer.interaction;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.PayloadReader;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.interaction.InteractionPayloads.BatchBody;
import io.pondcrm.customer.interaction.InteractionPayloads.BatchView;
import io.pondcrm.customer.interaction.InteractionPayloads.InteractionBody;
import io.pondcrm.customer.interaction.InteractionPayloads.InteractionView;
import io.pondcrm.customer.interaction.InteractionPayloads.LinkBody;
import io.pondcrm.customer.interaction.InteractionPayloads.RowView;
import io.pondcrm.customer.interaction.domain.Actor;
import io.pondcrm.customer.interaction.domain.InteractionType;
import io.pondcrm.customer.interaction.domain.Interactions;
import io.pondcrm.customer.interaction.domain.NewInteraction;
import io.pondcrm.customer.interaction.domain.Recording;
import io.pondcrm.customer.interaction.domain.Visitor;
import io.pondcrm.customer.interaction.domain.VisitorLink;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
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
@Tag(name = "Interactions", description = "What customers and visitors did with us")
class InteractionController {

    private static final String CUSTOMER = "cus_01h455vb4pex5vsknk084sn02q";

    private final RecordInteractions recordInteractions;
    private final Interactions interactions;
    private final InteractionQueries queries;
    private final Customers customers;
    private final PayloadReader payloads;
    private final Jobs jobs;

    InteractionController(
            RecordInteractions recordInteractions,
            Interactions interactions,
            InteractionQueries queries,
            Customers customers,
            PayloadReader payloads,
            Jobs jobs) {
        this.recordInteractions = recordInteractions;
        this.interactions = interactions;
        this.queries = queries;
        this.customers = customers;
        this.payloads = payloads;
        this.jobs = jobs;
    }

    @PostMapping("/interactions")
    @RequiresScope("interactions:write")
    @Operation(
            operationId = "recordInteraction",
            summary = "Record an interaction",
            description =
                    """
                    Of a customer, or of a visitor of whom only the system's own mark is known: \
                    say later who it was with POST /customers/{id}/visitor-links. Safe to repeat: \
                    system and externalId name the interaction for ever. The same content again is \
                    answered with 200, other content with 409. Interactions may be long ago and \
                    arrive in any order.\
                    """)
    @ApiResponse(
            responseCode = "201",
            description = "Recorded",
            content = @Content(schema = @Schema(implementation = InteractionView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Known before, with the same content",
            content = @Content(schema = @Schema(implementation = InteractionView.class)))
    ResponseEntity<?> record(@RequestBody @Valid InteractionBody body, Caller caller) {
        return answer(recordInteractions.request(body, caller), caller);
    }

    @PostMapping("/customers/{id}/interactions")
    @RequiresScope("interactions:write")
    @Operation(
            operationId = "recordCustomerInteraction",
            summary = "Record an interaction of a customer",
            description =
                    "As POST /interactions, for the customer in the path: leave customerId,"
                            + " customer and anonymousId out.")
    @ApiResponse(
            responseCode = "201",
            description = "Recorded",
            content = @Content(schema = @Schema(implementation = InteractionView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Known before, with the same content",
            content = @Content(schema = @Schema(implementation = InteractionView.class)))
    ResponseEntity<?> recordOf(
            @Parameter(example = CUSTOMER) @PathVariable("id") String id,
            @RequestBody @Valid InteractionBody body,
            Caller caller) {
        var customer = visible(id, caller);
        if (body.customerId() != null || body.customer() != null || body.anonymousId() != null) {
            throw WebProblem.VALIDATION.exception(
                    List.of(
                            new FieldError(
                                    "/customerId",
                                    "customer-in-path",
                                    new Text(
                                            "The path says whose it is: leave customerId, customer"
                                                    + " and anonymousId out",
                                            "客户已由路径指定：请省略 customerId、customer 和"
                                                    + " anonymousId"))));
        }
        return answer(
                body.toDomain(
                        recordInteractions.system(body.system(), caller),
                        new Actor.Known(customer)),
                caller);
    }

    private ResponseEntity<?> answer(NewInteraction request, Caller caller) {
        return switch (recordInteractions.handle(request, caller)) {
            case Recording.Recorded(var interaction) ->
                    ResponseEntity.created(URI.create("/api/v1/interactions/" + interaction.id()))
                            .body(InteractionView.of(interaction));
            case Recording.Duplicate(var interaction) ->
                    ResponseEntity.ok(InteractionView.of(interaction));
            case Recording.Conflicting conflict -> problem(conflict).toResponse();
            case Recording.UnknownCustomer unknown -> problem(unknown).toResponse();
            case Recording.Refused refused -> problem(refused).toResponse();
        };
    }

    @PostMapping("/interactions/batch")
    @RequiresScope("interactions:write")
    @Operation(
            operationId = "recordInteractions",
            summary = "Record up to 1,000 interactions",
            description =
                    "Each row is answered by itself, as if it had come alone: 201 recorded, 200"
                            + " known before, else why not. Good rows go in whatever happens to"
                            + " others.")
    @ApiResponse(
            responseCode = "207",
            description = "One result for each row, in order",
            content = @Content(schema = @Schema(implementation = BatchView.class)))
    ResponseEntity<BatchView> recordAll(@RequestBody @Valid BatchBody body, Caller caller) {
        var rows = new RowView[body.items().size()];
        var requests = new ArrayList<NewInteraction>();
        var positions = new ArrayList<Integer>();
        for (var index = 0; index < rows.length; index++) {
            try {
                var row = payloads.read(body.items().get(index), InteractionBody.class);
                requests.add(recordInteractions.request(row, caller));
                positions.add(index);
            } catch (ProblemException problem) {
                rows[index] = row(index, problem);
            }
        }
        var outcomes = recordInteractions.handle(requests, caller);
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

    @GetMapping("/interactions/{id}")
    @RequiresScope("interactions:read")
    @Operation(operationId = "getInteraction", summary = "Read an interaction")
    @ApiResponse(
            responseCode = "200",
            description = "The interaction",
            content = @Content(schema = @Schema(implementation = InteractionView.class)))
    ResponseEntity<?> get(
            @Parameter(example = "int_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            Caller caller) {
        return interactions
                .find(id)
                .filter(interaction -> caller.mayActFor(interaction.system()))
                .filter(it -> queries.mayBeTold(it, caller))
                .<ResponseEntity<?>>map(it -> ResponseEntity.ok(InteractionView.of(it)))
                .orElseGet(WebProblem.NOT_FOUND::because);
    }

    @GetMapping("/customers/{id}/interactions")
    @RequiresScope("interactions:read")
    @Operation(
            operationId = "listCustomerInteractions",
            summary = "List a customer's interactions",
            description =
                    "The latest first, by when they happened. A partner's client sees those of its"
                            + " own system.")
    Page<InteractionView> ofCustomer(
            @Parameter(example = CUSTOMER) @PathVariable("id") String id,
            @RequestParam(required = false) @Nullable InteractionType type,
            @Parameter(description = "The first moment, inclusive") @RequestParam(required = false)
                    @Nullable Instant occurredAtGte,
            @Parameter(description = "The last moment, exclusive") @RequestParam(required = false)
                    @Nullable Instant occurredAtLt,
            @SortedBy("-occurredAt") PageRequest page,
            Caller caller) {
        return queries.of(visible(id, caller), caller, type, occurredAtGte, occurredAtLt, page);
    }

    @PostMapping("/customers/{id}/visitor-links")
    @RequiresScope("interactions:write")
    @Operation(
            operationId = "linkVisitor",
            summary = "Say that a visitor is this customer",
            description =
                    "What the visitor does from now on is the customer's at once; what was done"
                            + " before follows by a job. Safe to repeat; a visitor that is another"
                            + " customer already stays so: 409.")
    @ApiResponse(
            responseCode = "202",
            description = "Linked; Location names the job that brings the history",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> link(
            @Parameter(example = CUSTOMER) @PathVariable("id") String id,
            @RequestBody @Valid LinkBody body,
            NewId newId,
            Caller caller) {
        var customer = visible(id, caller);
        var visitor =
                new Visitor(recordInteractions.system(body.system(), caller), body.anonymousId());
        if (!NewInteraction.isText(body.anonymousId())) {
            throw WebProblem.VALIDATION.exception(
                    List.of(
                            new FieldError(
                                    "/anonymousId",
                                    "text-format",
                                    new Text(
                                            "1 to 200 characters on one line",
                                            "应为一行 1 到 200 个字符"))));
        }
        return switch (interactions.link(visitor, customer)) {
            case VisitorLink.Linked _ ->
                    jobs.accepted(
                            jobs.submit(
                                    newId.uuid(),
                                    LinkVisitorJob.NAME,
                                    LinkVisitorJob.params(customer.value()),
                                    caller));
            case VisitorLink.BelongsToAnother _ ->
                    InteractionProblem.VISITOR_OF_ANOTHER_CUSTOMER.because();
        };
    }

    private CustomerId visible(String id, Caller caller) {
        return CustomerId.find(id)
                .filter(it -> customers.exists(it, caller.boundSystem()))
                .orElseThrow(WebProblem.NOT_FOUND::exception);
    }

    private static RowView row(int index, ProblemException problem) {
        var answer = problem.toResponse();
        return new RowView(index, answer.getStatusCode().value(), null, answer.getBody());
    }

    private static ProblemException problem(Recording.Conflicting conflict) {
        return InteractionProblem.INTERACTION_CONFLICT.exception(
                conflict.interaction().id(), String.join(", ", conflict.differing()));
    }

    private static ProblemException problem(Recording.UnknownCustomer unknown) {
        var pointer =
                switch (unknown.actor()) {
                    case Actor.Named(var system, _) ->
                            system.isEmpty() ? "/customerId" : "/customer";
                    case Actor.Known _, Actor.Anonymous _ -> "/customerId";
                };
        return InteractionProblem.UNKNOWN_CUSTOMER.exception(
                List.of(
                        new FieldError(
                                pointer,
                                "unknown-customer",
                                new Text("Nobody is known by this reference", "没有与此引用对应的客户"))));
    }

    private static ProblemException problem(Recording.Refused refused) {
        return WebProblem.VALIDATION.exception(
                refused.flaws().stream().map(InteractionProblem::describe).toList());
    }
}
