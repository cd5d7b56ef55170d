package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.privacy.PrivacyPayloads.NewRequest;
import io.pondcrm.customer.privacy.PrivacyPayloads.ReceiptView;
import io.pondcrm.customer.privacy.PrivacyPayloads.RequestView;
import io.pondcrm.customer.privacy.domain.RequestState;
import io.pondcrm.customer.privacy.domain.RequestType;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.TypeId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
@RequestMapping("/api/v1/data-subject-requests")
@Tag(name = "Privacy", description = "What persons may demand, and proof that it was done")
class RequestController {

    private static final Duration CLOCK_LEEWAY = Duration.ofMinutes(5);

    private final Requests requests;
    private final Map<RequestType, RequestKind> kinds = new EnumMap<>(RequestType.class);
    private final Customers customers;
    private final Clock clock;

    RequestController(
            Requests requests, List<RequestKind> kinds, Customers customers, Clock clock) {
        this.requests = requests;
        kinds.forEach(kind -> this.kinds.put(kind.type(), kind));
        this.customers = customers;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("privacy:write")
    @Operation(
            operationId = "requestForDataSubject",
            summary = "Take down what a person demands",
            description =
                    """
                    ERASURE: everything of the person is thrown away in all services, that of \
                    customers who were merged into them included, and no replay and no backup \
                    brings it back. Purchases stay as amounts of nobody. Each service answers with \
                    a signed statement; when all did, the request is COMPLETED and has a receipt. \
                    While a service is silent for too long it is INCOMPLETE. A legal hold makes it \
                    REFUSED. Who comes later with the same e-mail address or external id is a new \
                    customer. RESTRICTION: data are kept and not used, by nobody and for nothing, within \
                    five seconds, until it is taken back or lifted. OBJECTION: the purposes named \
                    in processing.against stop within five seconds; PROFILING means scores, tiers, \
                    stages, segments and forecasts. Both are COMPLETED at once. \
                    ACCESS and PORTABILITY: all services tell what they keep of the \
                    person; see the dossier. PORTABILITY leaves out what we concluded. A service \
                    that is silent makes it INCOMPLETE, and COMPLETED when it answers after all. \
                    RECTIFICATION: waits, RECEIVED, until somebody decides on it. \
                    ANONYMIZATION: as POST /customers/{id}/anonymization tells.\
                    """)
    @ApiResponse(
            responseCode = "201",
            description = "Taken down, and under way or refused",
            content = @Content(schema = @Schema(implementation = RequestView.class)))
    ResponseEntity<?> post(@RequestBody @Valid NewRequest body, NewId newId, Caller caller) {
        return taken(newId).orElseGet(() -> take(body, newId, caller));
    }

    /** What the same call was answered before: the customer may be gone when it comes again. */
    Optional<ResponseEntity<?>> taken(NewId newId) {
        return requests.find(idOf(newId)).map(this::created);
    }

    private static String idOf(NewId newId) {
        return TypeId.of(RequestDocument.PREFIX, newId.uuid());
    }

    /** Takes down what was not demanded before. */
    ResponseEntity<?> take(NewRequest body, NewId newId, Caller caller) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (body.receivedAt() != null && body.receivedAt().isAfter(now.plus(CLOCK_LEEWAY))) {
            throw WebProblem.VALIDATION.exception(List.of(inFuture()));
        }
        var kind = kind(body.type());
        if (body.correction() != null && body.type() != RequestType.RECTIFICATION) {
            throw WebProblem.VALIDATION.exception(List.of(notForType()));
        }
        var flaws = kind.flawsOf(body);
        if (!flaws.isEmpty()) {
            throw WebProblem.VALIDATION.exception(flaws);
        }
        var customer =
                findCustomer(body.customerId(), caller)
                        .orElseThrow(() -> WebProblem.VALIDATION.exception(List.of(unknown())));
        var request = request(idOf(newId), body, customer, caller, now);
        return created(
                switch (kind.begin(request, body)) {
                    case RequestKind.Begun.Underway(var state, var told, var secret) ->
                            requests.insert(
                                    with(request, state, null, request.processing(), secret), told);
                    case RequestKind.Begun.Done(var stopped) ->
                            requests.insert(
                                    with(
                                            request,
                                            RequestState.COMPLETED,
                                            null,
                                            wish(request).done(stopped),
                                            null),
                                    List.of());
                    case RequestKind.Begun.Refused(var because) ->
                            requests.insert(
                                    with(
                                            request,
                                            RequestState.REFUSED,
                                            because,
                                            request.processing(),
                                            null),
                                    List.of());
                });
    }

    private RequestKind kind(RequestType type) {
        var kind = kinds.get(type);
        if (kind == null) {
            throw new IllegalStateException("Nobody does " + type);
        }
        return kind;
    }

    private RequestDocument request(
            String id, NewRequest body, CustomerId customer, Caller caller, Instant now) {
        var receivedAt = body.receivedAt() == null ? now : body.receivedAt();
        return new RequestDocument(
                id,
                1,
                body.type(),
                RequestState.RECEIVED,
                customer.value(),
                customers.selfIdsOf(customer),
                body.ground(),
                body.reason(),
                body.channel(),
                receivedAt,
                receivedAt.atOffset(ZoneOffset.UTC).plusMonths(1).toInstant(),
                now,
                RequestDocument.sentBy(caller),
                null,
                null,
                null,
                null,
                null,
                body.processing() == null ? null : body.processing().toWish(),
                null,
                null);
    }

    private static RequestDocument.Wish wish(RequestDocument request) {
        return Objects.requireNonNull(request.processing(), "Nothing to stop");
    }

    private static RequestDocument with(
            RequestDocument it,
            RequestState state,
            @Nullable String refusedBecause,
            RequestDocument.@Nullable Wish processing,
            RequestKind.@Nullable Secret secret) {
        var isOpen = state == RequestState.RUNNING || state == RequestState.RECEIVED;
        return new RequestDocument(
                it.id(),
                it.version(),
                it.type(),
                state,
                it.customerId(),
                it.selves(),
                it.ground(),
                it.reason(),
                it.channel(),
                it.receivedAt(),
                it.dueAt(),
                it.createdAt(),
                it.requestedBy(),
                isOpen ? true : null,
                state == RequestState.COMPLETED ? it.createdAt() : null,
                refusedBecause,
                it.answers(),
                it.receipt(),
                processing,
                secret == null ? null : secret.sealed(),
                secret == null ? null : secret.until());
    }

    /** Somebody who was merged is who they were merged into. */
    private Optional<CustomerId> findCustomer(String text, Caller caller) {
        return CustomerId.find(text)
                .map(id -> customers.survivorOf(id).orElse(id))
                .filter(id -> customers.exists(id, caller.boundSystem()));
    }

    private ResponseEntity<RequestView> created(RequestDocument request) {
        return ResponseEntity.created(URI.create("/api/v1/data-subject-requests/" + request.id()))
                .body(requests.view(request));
    }

    private static FieldError unknown() {
        return new FieldError(
                "/customerId",
                "unknown-customer",
                new Text("Nobody is known by this id", "没有与此编号对应的客户"));
    }

    private static FieldError notForType() {
        return new FieldError(
                "/correction",
                "not-for-type",
                new Text("Only for RECTIFICATION", "仅用于 RECTIFICATION"));
    }

    private static FieldError inFuture() {
        return new FieldError(
                "/receivedAt",
                "in-future",
                new Text("Later than now: check the zone", "晚于当前时间：请检查时区"));
    }

    @GetMapping
    @RequiresScope("privacy:read")
    @Operation(
            operationId = "listDataSubjectRequests",
            summary = "List what persons demanded",
            description =
                    "Newest first. By customerId those of erased customers are found, too. A"
                            + " partner's client finds those that it sent itself.")
    Page<RequestView> list(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @RequestParam(required = false)
                    @Nullable String customerId,
            @RequestParam(required = false) @Nullable RequestType type,
            @RequestParam(required = false) @Nullable RequestState state,
            @SortedBy("-createdAt") PageRequest page,
            Caller caller) {
        return requests.list(caller, customerId, type, state, page);
    }

    @GetMapping("/{requestId}")
    @RequiresScope("privacy:read")
    @Operation(
            operationId = "getDataSubjectRequest",
            summary = "Read how far a request of a person is")
    RequestView get(
            @Parameter(example = "dsr_01h455vb4pex5vsknk084sn02q") @PathVariable("requestId")
                    String requestId,
            Caller caller) {
        return requests.view(found(requestId, caller));
    }

    @GetMapping("/{requestId}/receipt")
    @RequiresScope("privacy:read")
    @Operation(
            operationId = "getErasureReceipt",
            summary = "Read the receipt of an erasure",
            description =
                    """
                    The signed statements of all services and the public keys to check them, \
                    signed as a whole by customer-service. It names the customer by a pseudonym \
                    only. Hand it to the person, and keep it: ./pond verify-receipt checks it \
                    without any server.\
                    """)
    @ApiResponse(
            responseCode = "200",
            description = "The receipt",
            content = @Content(schema = @Schema(implementation = ReceiptView.class)))
    @ApiResponse(
            responseCode = "409",
            description = "Not all services have answered",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    ResponseEntity<?> receipt(
            @Parameter(example = "dsr_01h455vb4pex5vsknk084sn02q") @PathVariable("requestId")
                    String requestId,
            Caller caller) {
        var receipt = found(requestId, caller).receipt();
        return receipt == null
                ? PrivacyProblem.RECEIPT_NOT_READY.because()
                : ResponseEntity.ok(ReceiptView.of(receipt));
    }

    private RequestDocument found(String requestId, Caller caller) {
        return requests.find(requestId, caller).orElseThrow(WebProblem.NOT_FOUND::exception);
    }
}
