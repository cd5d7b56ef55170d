package io.pondcrm.customer.profile;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.http.MergePatch;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.profile.CustomerPayloads.CustomerView;
import io.pondcrm.customer.profile.CustomerPayloads.NewCustomerBody;
import io.pondcrm.customer.profile.CustomerPayloads.ProfileBody;
import io.pondcrm.customer.profile.CustomerPayloads.SearchBody;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.Kind;
import io.pondcrm.customer.profile.domain.Registration;
import io.pondcrm.customer.profile.domain.Revision;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1/customers")
@Tag(name = "Customers", description = "Who the customers are")
class CustomerController {

    private final RegisterCustomer registerCustomer;
    private final ChangeCustomer changeCustomer;
    private final Customers customers;
    private final CustomerQueries queries;
    private final CustomerViews views;
    private final JsonMapper json;
    private final Clock clock;

    CustomerController(
            RegisterCustomer registerCustomer,
            ChangeCustomer changeCustomer,
            Customers customers,
            CustomerQueries queries,
            CustomerViews views,
            JsonMapper json,
            Clock clock) {
        this.registerCustomer = registerCustomer;
        this.changeCustomer = changeCustomer;
        this.customers = customers;
        this.queries = queries;
        this.views = views;
        this.json = json;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("customers:write")
    @Operation(
            operationId = "createCustomer",
            summary = "Create a customer",
            description =
                    """
                    Phone numbers are brought to E.164 and e-mail domains to lower case; what is \
                    wrong is refused with a pointer to the field. Send an Idempotency-Key to \
                    repeat the request blindly. A partner's client names the customer in its own \
                    system.\
                    """)
    @ApiResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = CustomerView.class)))
    ResponseEntity<?> create(@RequestBody @Valid NewCustomerBody body, NewId newId, Caller caller) {
        return switch (registerCustomer.handle(CustomerId.of(newId.uuid()), body, caller)) {
            case Registration.Registered(var customer) -> views.created(customer, caller);
            case Registration.AlreadyRegistered(var customer) -> views.created(customer, caller);
            case Registration.ExternalIdTaken _ -> CustomerProblem.EXTERNAL_ID_TAKEN.because();
            case Registration.Refused(var flaws) ->
                    WebProblem.VALIDATION.because(
                            flaws.stream()
                                    .map(flaw -> CustomerProblem.describe(flaw, ""))
                                    .toList());
            case Registration.Erased _ -> throw WebProblem.NOT_FOUND.exception();
        };
    }

    @GetMapping("/{id}")
    @RequiresScope("customers:read")
    @Operation(
            operationId = "getCustomer",
            summary = "Read a customer",
            description =
                    "Names, dates of birth and contact points are masked without customers:pii.")
    @ApiResponse(
            responseCode = "200",
            description = "The customer",
            content = @Content(schema = @Schema(implementation = CustomerView.class)))
    ResponseEntity<?> get(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @Parameter(
                            description = "Only these fields, separated by commas",
                            example = "id,displayName")
                    @RequestParam(required = false)
                    @Nullable String fields,
            Caller caller) {
        var customer =
                CustomerId.find(id)
                        .flatMap(customers::find)
                        .filter(it -> it.isKnownTo(caller.boundSystem()))
                        .orElseThrow(WebProblem.NOT_FOUND::exception);
        var view = views.of(customer, caller);
        return ResponseEntity.ok()
                .eTag(ETags.of(customer.version()))
                .body(fields == null || fields.isBlank() ? view : onlyThose(view, fields));
    }

    @PatchMapping("/{id}")
    @RequiresScope("customers:write")
    @Operation(
            operationId = "changeCustomer",
            summary = "Change a customer",
            description =
                    """
                    JSON Merge Patch (RFC 7396): fields left out stay, null clears, lists are \
                    replaced. If-Match names the version that you read; if somebody else was \
                    faster, the answer is 412 with the current ETag. A proof (verifiedAt) stays \
                    with the address it proves.\
                    """)
    @ApiResponse(
            responseCode = "200",
            description = "The customer as it is now",
            content = @Content(schema = @Schema(implementation = CustomerView.class)))
    ResponseEntity<?> patch(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            IfMatch ifMatch,
            @RequestBody MergePatch<ProfileBody> patch,
            Caller caller) {
        var customer = visible(id, caller);
        return switch (changeCustomer.patch(customer, ifMatch, patch, Sources.of(caller))) {
            case Revision.Revised(var revised, _) -> views.ok(revised, caller);
            case Revision.Unchanged(var same) -> views.ok(same, caller);
            case Revision.Stale(var version) -> stale(ifMatch, version);
            case Revision.Refused(var flaws) ->
                    WebProblem.VALIDATION.because(
                            flaws.stream()
                                    .map(flaw -> CustomerProblem.describe(flaw, ""))
                                    .toList());
            case Revision.ExternalIdTaken _ -> CustomerProblem.EXTERNAL_ID_TAKEN.because();
            case Revision.NoSuchCustomer _ -> WebProblem.NOT_FOUND.because();
        };
    }

    @GetMapping
    @RequiresScope("customers:read")
    @Operation(
            operationId = "listCustomers",
            summary = "List customers",
            description =
                    """
                    Newest first; sort=createdAt, -createdAt, updatedAt or -updatedAt. A partner's \
                    client sees the customers that its own system knows. Without customers:pii, ages \
                    are asked for in tens of years. Look-up by e-mail, phone \
                    or name is POST /customers/search, so that no personal data gets into URLs.\
                    """)
    Page<CustomerView> list(
            @RequestParam(required = false) @Nullable Kind kind,
            @Parameter(example = "CN-SH") @RequestParam(required = false) @Nullable String region,
            @Parameter(example = "vip") @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable Instant createdAtGte,
            @RequestParam(required = false) @Nullable Instant createdAtLt,
            @RequestParam(required = false) @Nullable Instant updatedAtGte,
            @RequestParam(required = false) @Nullable Instant updatedAtLt,
            @Parameter(
                            description =
                                    "Of which nothing was said or confirmed for so long, ISO 8601",
                            example = "P180D")
                    @RequestParam(required = false)
                    @Nullable String staleSince,
            @Parameter(description = "Persons so old or older", example = "30")
                    @RequestParam(required = false)
                    @Nullable Integer ageGte,
            @Parameter(description = "Persons younger than that", example = "40")
                    @RequestParam(required = false)
                    @Nullable Integer ageLt,
            @Parameter(description = "Who cares for it", example = "golf")
                    @RequestParam(required = false)
                    @Nullable String interest,
            @SortedBy(value = "-createdAt", or = "updatedAt") PageRequest page,
            Caller caller) {
        var filter =
                new CustomerQueries.Simple(
                        kind == null ? null : kind.name(),
                        region,
                        tag,
                        createdAtGte,
                        createdAtLt,
                        updatedAtGte,
                        staleBefore(staleSince, updatedAtLt),
                        checked("?ageGte", ageGte),
                        checked("?ageLt", ageLt),
                        interest);
        return queries.list(filter, caller, page);
    }

    /** Before when a customer must have changed last. */
    private @Nullable Instant staleBefore(@Nullable String staleSince, @Nullable Instant before) {
        if (staleSince == null) {
            return before;
        }
        try {
            var period = Period.parse(staleSince);
            if (period.isNegative()
                    || period.toTotalMonths() > 1_200
                    || period.getDays() > 36_500) {
                throw new DateTimeParseException("Too long, or negative", staleSince, 0);
            }
            var stale = clock.instant().atZone(ZoneOffset.UTC).minus(period).toInstant();
            return before == null || stale.isBefore(before) ? stale : before;
        } catch (DateTimeParseException _) {
            throw WebProblem.INVALID_PARAMETER.exception(
                    List.of(
                            new FieldError(
                                    "?staleSince",
                                    "period",
                                    new Text(
                                            "Write days, weeks, months or years, such as P180D",
                                            "请填写以天、周、月或年计的时长，例如 P180D"))));
        }
    }

    private static @Nullable Integer checked(String name, @Nullable Integer age) {
        if (age != null && (age < 0 || age > 150)) {
            throw WebProblem.INVALID_PARAMETER.exception(
                    List.of(
                            new FieldError(
                                    name,
                                    "age",
                                    new Text("Write years from 0 to 150", "请填写 0 到 150 之间的年龄"))));
        }
        return age;
    }

    @PostMapping("/search")
    @RequiresScope("customers:read")
    @Operation(
            operationId = "searchCustomers",
            summary = "Search customers",
            description =
                    """
                    By a predicate, an e-mail address, a phone number, words of a name, or several \
                    of these at once. Chinese, Japanese and Korean names are found by each \
                    character; Chinese ones by pinyin too: 王小明 by wang, xiaoming, wangxiaoming \
                    and wxm. limit, cursor and sort are query fields, as in lists.\
                    """)
    Page<CustomerView> search(
            @RequestBody @Valid SearchBody body,
            @SortedBy(value = "-createdAt", or = "updatedAt") PageRequest page,
            Caller caller) {
        return queries.search(body, caller, page);
    }

    private ObjectNode onlyThose(CustomerView view, String fields) {
        var wanted = new LinkedHashSet<>(List.of(fields.split(",")));
        var known =
                Arrays.stream(CustomerView.class.getRecordComponents())
                        .map(component -> component.getName())
                        .collect(Collectors.toSet());
        if (!known.containsAll(wanted)) {
            throw WebProblem.INVALID_PARAMETER.exception(
                    List.of(
                            new FieldError(
                                    "?fields",
                                    "unknown-field",
                                    new Text("Choose from {0}", "请从 {0} 中选择"),
                                    List.of(
                                            known.stream()
                                                    .sorted()
                                                    .collect(Collectors.joining(", "))))));
        }
        ObjectNode tree = json.valueToTree(view);
        return tree.retain(wanted);
    }

    private CustomerId visible(String id, Caller caller) {
        return CustomerId.find(id)
                .filter(it -> customers.exists(it, caller.boundSystem()))
                .orElseThrow(WebProblem.NOT_FOUND::exception);
    }

    static ResponseEntity<?> stale(IfMatch ifMatch, long version) {
        ifMatch.requires(version);
        throw new IllegalStateException("Stale, although the caller has seen version " + version);
    }
}
