package io.pondcrm.customer.identity;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.identity.MergeCustomers.Outcome;
import io.pondcrm.customer.identity.MergePayloads.MergeBody;
import io.pondcrm.customer.identity.MergePayloads.MergeView;
import io.pondcrm.customer.identity.domain.MergeState;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.profile.domain.Survivorship;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/customers/{id}/merges")
@Tag(name = "Identity")
class MergeController {

    private final MergeCustomers mergeCustomers;
    private final MongoMerges merges;
    private final Customers customers;
    private final Clock clock;

    MergeController(
            MergeCustomers mergeCustomers, MongoMerges merges, Customers customers, Clock clock) {
        this.mergeCustomers = mergeCustomers;
        this.merges = merges;
        this.customers = customers;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("customers:write")
    @Operation(
            operationId = "mergeCustomers",
            summary = "Merge another customer into this one",
            description =
                    """
                    What is known of both is read under this customer from now on: transactions, \
                    interactions, consents, timeline; contact points, tags and external ids are \
                    united, and of other fields survivorship says whose value counts. Requests for \
                    the merged customer are answered 307 and lead to this one; what comes later by \
                    its external ids is this one's, too. Nothing is lost: DELETE undoes it. The \
                    same merge again answers the first. Not for partners' clients.\
                    """)
    @ApiResponse(
            responseCode = "201",
            description = "Merged",
            content = @Content(schema = @Schema(implementation = MergeView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "It was merged into this customer before",
            content = @Content(schema = @Schema(implementation = MergeView.class)))
    ResponseEntity<?> merge(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @RequestBody @Valid MergeBody body,
            NewId newId,
            Caller caller) {
        var survivor = survivor(id, caller);
        var merged = CustomerId.find(body.mergedCustomerId());
        var errors = errors(body, survivor.id());
        if (!errors.isEmpty() || merged.isEmpty()) {
            throw WebProblem.VALIDATION.exception(errors);
        }
        var standing = merges.findMerge(merged.get());
        if (standing.isPresent() && standing.get().state() == MergeState.MERGED) {
            return standing.get().survivor().equals(survivor.id())
                    ? ResponseEntity.ok(MergeView.of(standing.get()))
                    : IdentityProblem.MERGED_ALREADY.because(standing.get().survivorId());
        }
        var other =
                customers
                        .find(merged.get())
                        .orElseThrow(() -> WebProblem.VALIDATION.exception(List.of(unknown())));
        if (other.profile().kind() != survivor.profile().kind()) {
            return IdentityProblem.KINDS_DIFFER.because();
        }
        var merge =
                merge(TypeId.of(MergeDocument.PREFIX, newId.uuid()), survivor.id(), body, caller);
        var begun = merges.insert(merge) ? merge : merges.find(merge.id()).orElse(merge);
        return switch (mergeCustomers.goOn(begun)) {
            case Outcome.Done(var done) ->
                    ResponseEntity.created(
                                    URI.create(
                                            "/api/v1/customers/"
                                                    + survivor.id()
                                                    + "/merges/"
                                                    + done.id()))
                            .body(MergeView.of(done));
            case Outcome.Busy _, Outcome.NotTheLast _ ->
                    IdentityProblem.MERGE_IN_PROGRESS.because();
        };
    }

    private MergeDocument merge(
            String mergeId, CustomerId survivor, MergeBody body, Caller caller) {
        var now = clock.instant();
        return new MergeDocument(
                mergeId,
                MergeState.MERGING,
                true,
                survivor.value(),
                body.mergedCustomerId(),
                body.survivorship() == null ? Map.of() : body.survivorship(),
                body.reason(),
                "client:" + caller.clientId(),
                now,
                now,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static List<FieldError> errors(MergeBody body, CustomerId survivor) {
        var errors = new ArrayList<FieldError>();
        if (CustomerId.find(body.mergedCustomerId()).isEmpty()) {
            errors.add(unknown());
        } else if (body.mergedCustomerId().equals(survivor.value())) {
            errors.add(
                    new FieldError(
                            "/mergedCustomerId",
                            "same-customer",
                            new Text("Name another customer", "请填写另一位客户")));
        }
        Map<String, Survivorship> rules =
                body.survivorship() == null ? Map.of() : body.survivorship();
        for (var field : rules.keySet()) {
            if (!isField(field)) {
                errors.add(
                        new FieldError(
                                "/survivorship/" + field.replace("~", "~0").replace("/", "~1"),
                                "unknown-field",
                                new Text(
                                        "Name a field of a customer, contactPoints or"
                                                + " attributes/<name>",
                                        "请填写客户字段、contactPoints 或 attributes/<名称>")));
            }
        }
        return errors;
    }

    private static boolean isField(String name) {
        return name.equals("contactPoints")
                || name.matches("attributes/[\\p{L}\\p{N}]{1,40}")
                || ProfileField.find(name).filter(field -> field != ProfileField.KIND).isPresent();
    }

    private static FieldError unknown() {
        return new FieldError(
                "/mergedCustomerId",
                "unknown-customer",
                new Text("Nobody is known by this id", "没有与此编号对应的客户"));
    }

    @GetMapping
    @RequiresScope("customers:read")
    @Operation(
            operationId = "listMerges",
            summary = "List who was merged into a customer",
            description = "Newest first, those that were undone included")
    Page<MergeView> list(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @SortedBy("-createdAt") PageRequest page,
            Caller caller) {
        return merges.of(customers.selvesOf(survivor(id, caller).id()), page);
    }

    @GetMapping("/{mergeId}")
    @RequiresScope("customers:read")
    @Operation(operationId = "getMerge", summary = "Read a merge")
    MergeView get(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @Parameter(example = "mrg_01h455vb4pex5vsknk084sn02q") @PathVariable("mergeId")
                    String mergeId,
            Caller caller) {
        return MergeView.of(found(survivor(id, caller).id(), mergeId));
    }

    @DeleteMapping("/{mergeId}")
    @RequiresScope("customers:write")
    @Operation(
            operationId = "undoMerge",
            summary = "Undo a merge",
            description =
                    """
                    Both customers are again what they were; only versions go on, since they never \
                    go back. What came since for one of the two is that one's. A field of the \
                    survivor that was changed since keeps its value, and kept names it. A merge \
                    that came later is undone first. Repeating it changes nothing.\
                    """)
    @ApiResponse(
            responseCode = "200",
            description = "Undone",
            content = @Content(schema = @Schema(implementation = MergeView.class)))
    @ApiResponse(
            responseCode = "409",
            description = "A later merge has to be undone first, or another one is under way",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    ResponseEntity<?> undo(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @Parameter(example = "mrg_01h455vb4pex5vsknk084sn02q") @PathVariable("mergeId")
                    String mergeId,
            Caller caller) {
        var survivor = survivor(id, caller).id();
        var merge = found(survivor, mergeId);
        if (!merge.survivor().equals(survivor) && merge.state() != MergeState.UNMERGED) {
            return IdentityProblem.LATER_MERGE.because();
        }
        return switch (mergeCustomers.undo(merge)) {
            case Outcome.Done(var done) -> ResponseEntity.ok(MergeView.of(done));
            case Outcome.Busy _ -> IdentityProblem.MERGE_IN_PROGRESS.because();
            case Outcome.NotTheLast _ -> IdentityProblem.LATER_MERGE.because();
        };
    }

    private MergeDocument found(CustomerId survivor, String mergeId) {
        return merges.find(mergeId)
                .filter(merge -> customers.selvesOf(survivor).contains(merge.survivor()))
                .orElseThrow(WebProblem.NOT_FOUND::exception);
    }

    private Customer survivor(String id, Caller caller) {
        if (caller.system().isPresent()) {
            throw IdentityProblem.NOT_FOR_PARTNERS.exception();
        }
        return CustomerId.find(id)
                .flatMap(customers::find)
                .orElseThrow(WebProblem.NOT_FOUND::exception);
    }
}
